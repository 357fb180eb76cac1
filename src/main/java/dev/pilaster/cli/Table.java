package dev.pilaster.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows under headings, never wider than the terminal: the widest columns give way. */
final class Table {
  private static final String GAP = "  ";
  private static final int LEAST = 6;

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... headings) {
    rows.add(List.of(headings));
  }

  Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** One line a row. */
  List<String> lines(Console console) {
    var widths = widths(console.width());
    var paint = new Paint(console.colour());
    return rows.stream().map(row -> line(row, widths, paint)).toList();
  }

  private int[] widths(int most) {
    var columns = rows.get(0).size();
    var widths =
        IntStream.range(0, columns)
            .map(c -> rows.stream().mapToInt(r -> length(r.get(c))).max().orElse(0))
            .toArray();
    var room = most - GAP.length() * (columns - 1);
    while (IntStream.of(widths).sum() > room) {
      var widest = widest(widths);
      if (widths[widest] <= LEAST) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  private static int widest(int[] widths) {
    var widest = 0;
    for (var c = 1; c < widths.length; c++) {
      widest = widths[c] >= widths[widest] ? c : widest;
    }
    return widest;
  }

  private static String line(List<String> row, int[] widths, Paint paint) {
    var line = new StringBuilder();
    for (var c = 0; c < widths.length; c++) {
      var text = cut(row.get(c), widths[c]);
      var blanks = c == widths.length - 1 ? "" : " ".repeat(widths[c] - length(text)) + GAP;
      line.append(paint.word(text)).append(blanks);
    }
    return line.toString().stripTrailing();
  }

  private static String cut(String text, int width) {
    return length(text) <= width
        ? text
        : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
