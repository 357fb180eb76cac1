package dev.pilaster.preview;

import java.util.ArrayList;
import java.util.List;

/** What differs between two texts, line by line, as a unified diff has it. */
final class TextDiff {
  private static final int CONTEXT = 3;

  /** Beyond so many pairs of lines the middle is replaced as a whole. */
  private static final long MOST_PAIRS = 4_000_000;

  private final List<String> old;
  private final List<String> young;
  private final List<Line> lines = new ArrayList<>();

  private TextDiff(String old, String young) {
    this.old = old.lines().toList();
    this.young = young.lines().toList();
  }

  /** {@code sign}: a blank, - or +; the numbers count from 0 in each text. */
  private record Line(char sign, String text, int old, int young) {}

  /** Hunks with their headings, without the names of files; empty when the lines are the same. */
  static List<String> of(String old, String young) {
    var diff = new TextDiff(old, young);
    diff.compare();
    return diff.hunks();
  }

  private void compare() {
    var begin = 0;
    var shorter = Math.min(old.size(), young.size());
    while (begin < shorter && old.get(begin).equals(young.get(begin))) {
      begin++;
    }
    var end = 0;
    while (end < shorter - begin && fromEnd(old, end).equals(fromEnd(young, end))) {
      end++;
    }
    for (var i = 0; i < begin; i++) {
      lines.add(new Line(' ', old.get(i), i, i));
    }
    middle(begin, old.size() - end, young.size() - end);
    for (var i = end; i > 0; i--) {
      lines.add(new Line(' ', fromEnd(old, i - 1), old.size() - i, young.size() - i));
    }
  }

  private static String fromEnd(List<String> list, int n) {
    return list.get(list.size() - 1 - n);
  }

  private void middle(int begin, int oldEnd, int youngEnd) {
    var common = common(begin, oldEnd, youngEnd);
    var i = begin;
    var j = begin;
    while (i < oldEnd || j < youngEnd) {
      if (i < oldEnd && j < youngEnd && old.get(i).equals(young.get(j)) && common.length > 0) {
        lines.add(new Line(' ', old.get(i), i++, j++));
      } else if (j == youngEnd || (i < oldEnd && !better(common, i - begin, j - begin))) {
        lines.add(new Line('-', old.get(i), i++, j));
      } else {
        lines.add(new Line('+', young.get(j), i, j++));
      }
    }
  }

  /** Whether more stays common after this line of the new text than after that of the old one. */
  private static boolean better(int[][] common, int i, int j) {
    return common.length > 0 && common[i][j + 1] > common[i + 1][j];
  }

  /** Longest common subsequences of all ends; nothing where that is too much to compute. */
  private int[][] common(int begin, int oldEnd, int youngEnd) {
    var rows = oldEnd - begin;
    var columns = youngEnd - begin;
    if ((long) rows * columns > MOST_PAIRS) {
      return new int[0][];
    }
    var common = new int[rows + 1][columns + 1];
    for (var i = rows - 1; i >= 0; i--) {
      for (var j = columns - 1; j >= 0; j--) {
        var same = old.get(begin + i).equals(young.get(begin + j));
        var skipped = Math.max(common[i + 1][j], common[i][j + 1]);
        common[i][j] = same ? common[i + 1][j + 1] + 1 : skipped;
      }
    }
    return common;
  }

  private List<String> hunks() {
    var hunks = new ArrayList<String>();
    var at = 0;
    while (at < lines.size()) {
      var first = next(at);
      if (first == lines.size()) {
        break;
      }
      var end = end(first);
      hunk(hunks, lines.subList(Math.max(at, first - CONTEXT), end));
      at = end;
    }
    return hunks;
  }

  /** The next line that differs. */
  private int next(int from) {
    var at = from;
    while (at < lines.size() && lines.get(at).sign == ' ') {
      at++;
    }
    return at;
  }

  /** Where a hunk ends: hunks whose context would meet are one. */
  private int end(int first) {
    var last = first;
    for (var n = next(first + 1); n < lines.size() && n - last <= 2 * CONTEXT; n = next(n + 1)) {
      last = n;
    }
    return Math.min(lines.size(), last + 1 + CONTEXT);
  }

  private static void hunk(List<String> into, List<Line> part) {
    var gone = part.stream().filter(l -> l.sign != '+').count();
    var come = part.stream().filter(l -> l.sign != '-').count();
    var first = part.get(0);
    into.add(
        "@@ -%d,%d +%d,%d @@"
            .formatted(start(first.old, gone), gone, start(first.young, come), come));
    part.forEach(l -> into.add(l.sign + l.text));
  }

  /** Of nothing the number of the line before, as diff writes it. */
  private static long start(int line, long count) {
    return count == 0 ? line : line + 1;
  }
}
