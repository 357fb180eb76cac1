package dev.pilaster.render;

import dev.pilaster.model.Site;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The URL paths of a site that are not like the rest: forbidden, written by the site itself, or a
 * script that runs in spite of a rule. What is forbidden or writable never runs PHP, whatever
 * {@code allow_php} says.
 */
final class Places {
  private final Site site;
  private final String root;
  private final Set<String> closed = new TreeSet<>();
  private final Set<String> open = new TreeSet<>();

  Places(Site site, String root) {
    this.site = site;
    this.root = root;
    site.nginx().protectedPaths().forEach(p -> closed.add(trim("/" + p)));
    site.mounts()
        .forEach(
            (place, mount) -> url(place).ifPresent(u -> (served(mount) ? open : closed).add(u)));
    open.removeIf(this::isClosed);
  }

  private static boolean served(Site.Mount mount) {
    return mount.isPublic() && mount.source().isPresent();
  }

  /** 403 for these and all below them. */
  List<Map<String, Object>> forbidden() {
    return closed.stream()
        .filter(path -> !path.isEmpty())
        .map(path -> Map.<String, Object>of("exact", Word.of(path), "below", below(path)))
        .toList();
  }

  /** Public writable directories, and how far a link on the way to them is ours. */
  List<Map<String, Object>> mounts(Locations locations) {
    return open.stream()
        .map(
            path ->
                Map.<String, Object>of(
                    "below", below(path),
                    "from", Word.of(root + path),
                    "locations", locations.in(path)))
        .toList();
  }

  /** The paths of the public writable directories. */
  List<String> writable() {
    return List.copyOf(open);
  }

  /** Scripts that run although a rule would not let them. */
  List<String> scripts() {
    var scripts = new LinkedHashSet<String>();
    for (var script : site.nginx().allowPhp()) {
      var path = trim("/" + script);
      if (path.endsWith(".php") && !writable(path)) {
        scripts.add(Word.of(path));
      }
    }
    return List.copyOf(scripts);
  }

  /** Whether a mount is at this URL path or above it. */
  private boolean writable(String path) {
    return site.mounts().keySet().stream()
        .map(this::url)
        .flatMap(Optional::stream)
        .anyMatch(mount -> under(path, mount));
  }

  private boolean isClosed(String path) {
    return closed.stream().anyMatch(c -> under(path, c));
  }

  private static boolean under(String path, String above) {
    return path.equals(above) || path.startsWith(above + "/");
  }

  /** The URL path of a place in the release; empty when it lies outside of the docroot. */
  private Optional<String> url(String place) {
    var path = trim("/" + place);
    var docroot = site.docroot().equals(".") ? "" : trim("/" + site.docroot());
    return under(path, docroot) ? Optional.of(path.substring(docroot.length())) : Optional.empty();
  }

  private static String below(String path) {
    return Word.of(path + "/");
  }

  /** With one slash in front, single ones between, none behind. */
  private static String trim(String path) {
    return path.replaceAll("/{2,}", "/").replaceAll("/$", "");
  }
}
