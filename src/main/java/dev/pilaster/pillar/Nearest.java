package dev.pilaster.pillar;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** The word that was probably meant. */
final class Nearest {
  private Nearest() {}

  /** {@code ; did you mean "mem_limit"?}, or nothing when no word is near. */
  static String hint(String word, Collection<String> known) {
    return known.stream()
        .filter(k -> distance(plain(word), plain(k)) <= Math.max(1, k.length() / 3))
        .min(Comparator.comparing(k -> distance(plain(word), plain(k))))
        .map(k -> "; did you mean \"" + k + "\"?")
        .orElse("");
  }

  /** {@code (one of a, b)}. */
  static String choice(Collection<String> known) {
    return known.stream().collect(joining(", ", " (one of ", ")"));
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[_.-]", "");
  }

  /** Levenshtein's distance: letters to change, add or leave out. */
  private static int distance(String a, String b) {
    var row = new int[b.length() + 1];
    for (var j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (var i = 1; i <= a.length(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (var j = 1; j <= b.length(); j++) {
        var replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
