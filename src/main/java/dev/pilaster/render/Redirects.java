package dev.pilaster.render;

import dev.pilaster.model.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a site answers with another address.
 *
 * @param scheme of the canonical address: https, or nginx's variable for what was asked with
 */
record Redirects(Site site, String scheme) {
  /** Host names that are answered with a redirect, whatever the path. */
  List<Map<String, Object>> hosts() {
    var hosts = new ArrayList<Map<String, Object>>();
    var aliases = site.domains().stream().filter(Site.Domain::redirect).toList();
    if (!aliases.isEmpty()) {
      var names = String.join(" ", aliases.stream().map(d -> Word.of(d.name())).toList());
      var to = scheme + "://" + site.canonical() + "$request_uri";
      hosts.add(Map.of("names", names, "status", 301, "to", Word.withVariables(to)));
    }
    for (var redirect : site.redirects()) {
      redirect.from().ifPresent(from -> hosts.add(host(from, redirect)));
    }
    return hosts;
  }

  private static Map<String, Object> host(String from, Site.Redirect redirect) {
    var to = url(redirect.to());
    if (redirect.keepPath()) {
      to = to.replaceAll("/+$", "") + "$request_uri";
    }
    return Map.of(
        "names", Word.of(from), "status", redirect.status(), "to", Word.withVariables(to));
  }

  /** Paths of the site itself. */
  List<Map<String, Object>> paths() {
    var paths = new ArrayList<Map<String, Object>>();
    for (var redirect : site.redirects()) {
      redirect.path().ifPresent(path -> paths.add(path(path, redirect)));
    }
    return paths;
  }

  private static Map<String, Object> path(String path, Site.Redirect redirect) {
    var bare = path.replaceAll("/+$", "");
    return Map.of(
        "path", Word.of(path),
        "below", Word.of(bare + "/"),
        "pattern", '"' + ("^" + Word.literal(bare) + "(/.*)$").replace("\\", "\\\\") + '"',
        "status", redirect.status(),
        "to", Word.of(url(redirect.to()).replaceAll("(?<=.)/+$", "")),
        "keepPath", redirect.keepPath() && !bare.isEmpty());
  }

  /** A dollar sign in a URL is as good as its percent code, and nginx can write that one. */
  private static String url(String text) {
    return text.replace("$", "%24");
  }
}
