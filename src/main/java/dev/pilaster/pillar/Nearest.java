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

  /** Letters to change, add, leave out or swap with their neighbour. */
  private static int distance(String a, String b) {
    var d = new int[a.length() + 1][b.length() + 1];
    for (var i = 0; i <= a.length(); i++) {
      for (var j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : cheapest(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int cheapest(int[][] d, String a, String b, int i, int j) {
    var same = a.charAt(i - 1) == b.charAt(j - 1);
    var least = Math.min(d[i - 1][j - 1] + (same ? 0 : 1), Math.min(d[i - 1][j], d[i][j - 1]) + 1);
    var swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
  }
}
