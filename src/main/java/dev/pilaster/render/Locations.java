package dev.pilaster.render;

import dev.pilaster.model.Site;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The paths of a site that are not like the rest, the longest first: of two that hold a request,
 * nginx takes the one that it reads first.
 *
 * @param readTimeout seconds
 */
record Locations(Site site, int readTimeout) {
  private static final Site.Location PLAIN =
      new Site.Location(Optional.empty(), Optional.empty(), Optional.empty(), false, List.of());

  /** Those in a directory of the site. */
  List<Map<String, Object>> in(String directory) {
    return all(path -> under(path, directory));
  }

  /** Those in none of these directories. */
  List<Map<String, Object>> outside(List<String> directories) {
    return all(path -> directories.stream().noneMatch(d -> under(path, d)));
  }

  private List<Map<String, Object>> all(Predicate<String> wanted) {
    return site.nginx().locations().keySet().stream()
        .filter(wanted)
        .sorted(Comparator.comparingInt(String::length).reversed())
        .map(path -> variables(path, site.nginx().locations().getOrDefault(path, PLAIN)))
        .toList();
  }

  /** All other paths. */
  Map<String, Object> rest() {
    return variables("", PLAIN);
  }

  private static boolean under(String path, String directory) {
    return path.equals(directory) || path.startsWith(directory + "/");
  }

  /**
   * For the templates. {@code missing}: who answers what is no file; {@code every}: how long what
   * is no asset is kept.
   */
  private Map<String, Object> variables(String path, Site.Location location) {
    var name = "@" + path;
    return Map.of(
        "name", Word.of(name),
        "pattern", '"' + ("^" + Word.literal(path) + "(/|$)").replace("\\", "\\\\") + '"',
        "directives", directives(location),
        "expires", location.expires().orElse(site.nginx().staticExpires()),
        "every", location.expires().orElse(""),
        "missing", missing(path.isEmpty() ? "/index.php$is_args$args" : Word.of(name)),
        "readTimeout", location.readTimeout().map(t -> (int) t.toSeconds()).orElse(readTimeout));
  }

  private String missing(String script) {
    return site.type().php() ? script : "=404";
  }

  private static List<String> directives(Site.Location location) {
    var lines = new ArrayList<String>();
    location.maxBodySize().ifPresent(s -> lines.add("client_max_body_size " + Word.of(s) + ";"));
    if (location.open()) {
      lines.add("auth_basic off;");
    }
    location.allow().forEach(network -> lines.add("allow " + Word.of(network) + ";"));
    if (!location.allow().isEmpty()) {
      lines.add("deny all;");
    }
    return lines;
  }
}
