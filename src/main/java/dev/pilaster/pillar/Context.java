package dev.pilaster.pillar;

import dev.pilaster.model.Name;
import java.util.Optional;

/**
 * What a reader knows beside the tree: whose tree it is, and where problems and secrets go.
 *
 * @param name the subject's name: a site's, a container's or the server's
 * @param root the subject's own place, for keys that stand in no file
 * @param placed where the server's file names the subject
 * @param site the site, when the subject is one
 */
record Context(
    Name name,
    Place root,
    Place placed,
    Optional<Name> site,
    Name server,
    References references,
    Problems problems)
    implements Sink {

  /** Of a site's problems, those in its own file are its own; all others stop the slice. */
  @Override
  public void problem(Place place, String message) {
    problems.add(known(place), message, site.filter(s -> place.file().startsWith("sites/")));
  }

  /** A secret that cannot be had stops only the site that wants it, wherever that is written. */
  void secretProblem(Place place, String message) {
    problems.add(known(place), message, site);
  }

  /** A text with the names that stand for themselves filled in. */
  String named(String text) {
    return text.replace("${server.name}", server.value())
        .replace("${site.name}", site.map(Name::value).orElse("${site.name}"));
  }

  /** Nobody can look into our defaults: what is missing there is missing in the subject's file. */
  private Place known(Place place) {
    if (!place.builtIn()) {
      return place;
    }
    var path = root.path().isEmpty() ? place.path() : root.path() + "." + place.path();
    return new Place(root.file(), root.line(), path);
  }
}
