package dev.pilaster.pillar;

import dev.pilaster.model.Name;
import dev.pilaster.model.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** All problems of a slice, each one once, in the order of files and lines. */
final class Problems {
  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::file)
          .thenComparing(Problem::line)
          .thenComparing(Problem::path)
          .thenComparing(Problem::message)
          .thenComparing(p -> p.site().map(Name::value).orElse(""));

  private final SortedSet<Problem> all = new TreeSet<>(ORDER);

  /** {@code site}: the one that it concerns; empty when it stops the whole slice. */
  void add(Place place, String message, Optional<Name> site) {
    all.add(new Problem(place.file(), place.line(), place.path(), message, site));
  }

  /** A sink for what stops the whole slice. */
  Sink slice() {
    return (place, message) -> add(place, message, Optional.empty());
  }

  List<Problem> list() {
    return List.copyOf(all);
  }

  boolean stop() {
    return all.stream().anyMatch(p -> p.site().isEmpty());
  }

  /** The sites that have problems of their own. */
  SortedSet<Name> broken() {
    var names = new TreeSet<Name>();
    all.forEach(p -> p.site().ifPresent(names::add));
    return names;
  }
}
