package dev.pilaster.api;

import dev.pilaster.agent.Status;
import dev.pilaster.model.Desired;
import dev.pilaster.model.Name;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Resource.Health;
import dev.pilaster.model.Resource.Sync;
import dev.pilaster.model.Site;
import dev.pilaster.model.Subject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/sites}: the host by site instead of by resource. */
record SitesView(List<Item> sites) {

  static SitesView of(Optional<Desired> desired, Status status) {
    var sites = desired.map(d -> List.copyOf(d.sites().values())).orElse(List.of());
    return new SitesView(sites.stream().map(site -> Item.of(site, status)).toList());
  }

  /**
   * One site.
   *
   * @param type as the pillar writes it
   * @param container the service that serves it; null for one that nothing runs for
   * @param ref what git names its code by; null for a site without code of its own
   * @param release the directory that is served; null before the first
   * @param version what its code says it is, "Drupal 10.3.1"; null where that is not known
   * @param sync the worst of its parts, and so is {@code health}
   */
  record Item(
      String name,
      String type,
      boolean enabled,
      List<String> domains,
      @Nullable String container,
      @Nullable String ref,
      @Nullable String release,
      @Nullable String version,
      List<String> databases,
      String sync,
      String health,
      List<StatusView.Standing> resources) {
    static Item of(Site site, Status status) {
      var parts = status.resources().stream().filter(s -> of(site, s)).toList();
      var views = parts.stream().map(StatusView.Standing::of).toList();
      return new Item(
          site.name().value(),
          site.type().text(),
          site.enabled(),
          site.domains().stream().map(Site.Domain::name).toList(),
          container(site).map(Name::value).orElse(null),
          site.source().map(Site.Source::ref).orElse(null),
          released(views, StatusView.Standing::image),
          released(views, StatusView.Standing::version),
          List.copyOf(site.databases().keySet()),
          worst(parts, Resource::sync).orElse(Sync.UNKNOWN).text(),
          worst(parts, Resource::health).orElse(Health.UNKNOWN).text(),
          views);
    }

    private static Optional<Name> container(Site site) {
      return site.container().or(() -> site.upstream().map(Site.Upstream::container));
    }

    /** Its code and directories, and the container that serves it. */
    private static boolean of(Site site, Status.Standing standing) {
      var subject = standing.resource().subject();
      return switch (subject.kind()) {
        case RELEASE, TREE -> subject.name().equals(site.name().value());
        case DATABASE ->
            site.databases().keySet().stream()
                .anyMatch(key -> subject.equals(Subject.database(site.name(), key)));
        case CONTAINER ->
            container(site).map(Name::value).filter(subject.name()::equals).isPresent();
        case NETWORK, FILESET, IMAGE -> false;
      };
    }

    private static @Nullable String released(
        List<StatusView.Standing> parts, Function<StatusView.Standing, @Nullable String> said) {
      return parts.stream()
          .filter(p -> p.kind().equals("release"))
          .flatMap(p -> Stream.ofNullable(said.apply(p)))
          .findFirst()
          .orElse(null);
    }

    private static <E extends Enum<E>> Optional<E> worst(
        List<Status.Standing> parts, Function<Resource, E> state) {
      return parts.stream().map(s -> state.apply(s.resource())).max(Comparator.naturalOrder());
    }
  }
}
