package dev.pilaster.host;

import dev.pilaster.model.Name;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a server's own notes say of whom everything is for.
 *
 * @param made what we made: {@code schema shop}, {@code account shop}
 * @param kept the same to the sites that it is for
 */
record Notes(Set<String> made, SortedMap<String, SortedSet<Name>> kept) {
  private static final String SITE = "site ";

  /** Knows nothing yet. */
  static Notes none() {
    return new Notes(new TreeSet<>(), new TreeMap<>());
  }

  /** Rows of a kind and a name, as the client writes them. */
  static Notes of(String rows) {
    var notes = none();
    rows.lines().map(SqlQuestion::columns).forEach(row -> notes.add(row.get(0), row.get(1)));
    return notes;
  }

  /** {@code schema} and {@code shop}; or {@code site schema} and {@code acme shop}. */
  void add(String kind, String name) {
    var part = name.split(" ", 2);
    if (!kind.startsWith(SITE)) {
      made.add(kind + " " + name);
    } else if (part.length > 1 && Name.isValid(part[0])) {
      var what = kind.substring(SITE.length()) + " " + part[1];
      kept.computeIfAbsent(what, w -> new TreeSet<>()).add(new Name(part[0]));
    }
  }

  /** The names of what we made for this site and for no other. */
  List<String> only(String kind, Name site) {
    var begin = kind + " ";
    return kept.entrySet().stream()
        .filter(e -> e.getKey().startsWith(begin) && made.contains(e.getKey()))
        .filter(e -> e.getValue().equals(Set.of(site)))
        .map(e -> e.getKey().substring(begin.length()))
        .toList();
  }
}
