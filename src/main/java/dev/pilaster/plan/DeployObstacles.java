package dev.pilaster.plan;

import dev.pilaster.model.Container;
import dev.pilaster.model.Name;
import dev.pilaster.model.Release;
import dev.pilaster.model.Site;
import dev.pilaster.model.Subject;
import java.util.List;
import java.util.Optional;

/** What has to be there before a release may be written and served. */
record DeployObstacles(Draft draft, Generations generations, Site site, Release wanted) {
  /**
   * The first one.
   *
   * @param current the release that is served
   * @param have all that are here
   */
  Optional<String> first(Optional<String> current, List<String> have) {
    if (!rooted() || (current.isEmpty() && new TreePlan(draft).awaitsAssets(site))) {
      return Optional.of(Subject.tree(site.name()).toString());
    }
    var full = have.contains(wanted.name()) ? Optional.<String>empty() : draft.diskFull();
    return full.or(this::containerMissing)
        .or(() -> new Syntax(draft, generations, site, wanted).missing())
        .or(this::databaseMissing)
        .or(() -> new DatabasePlan(draft).missing(site));
  }

  private boolean rooted() {
    var shared = generations.siteRoot(site.name()) + "/shared";
    return Optional.ofNullable(draft.situation.observed().sites().get(site.name()))
        .filter(s -> s.dirs().containsKey(shared))
        .isPresent();
  }

  private Optional<String> containerMissing() {
    var hooked = !site.hooks().deploy().isEmpty() || !site.hooks().postDeploy().isEmpty();
    return hooked && site.container().flatMap(this::active).isEmpty()
        ? Optional.of(site.container().map(c -> "container/" + c).orElse("hooks need a container"))
        : Optional.empty();
  }

  private Optional<String> databaseMissing() {
    return site.databases().values().stream()
        .flatMap(d -> d.service().stream())
        .filter(service -> !site.hooks().deploy().isEmpty() && active(service).isEmpty())
        .map(service -> Subject.container(service).toString())
        .findFirst();
  }

  private Optional<Container> active(Name service) {
    var observed = draft.situation.observed();
    return observed.of(service).stream()
        .filter(c -> c.generation() == observed.live().getOrDefault(service, 0))
        .findFirst();
  }
}
