package dev.pilaster.pillar;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The types of YAML 1.2's core schema (section 10.3.2). What YAML 1.1 took for a boolean, a date or
 * a number in base sixty ({@code on}, {@code 2026-01-01}, {@code 1:30}) is a string here.
 */
enum ScalarType {
  NULL("null"),
  BOOL("true or false"),
  INT("a number"),
  FLOAT("a number"),
  STRING("a text"),
  /** Something that was refused and reported where it was read; nobody reports it again. */
  REFUSED("refused");

  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> BOOLS =
      Set.of("true", "True", "TRUE", "false", "False", "FALSE");
  private static final Pattern INTS = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
  private static final Pattern FLOATS =
      Pattern.compile(
          "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
              + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

  private final String says;

  ScalarType(String says) {
    this.says = says;
  }

  String says() {
    return says;
  }

  /** The type of a plain scalar: one without quotes that is not a block. */
  static ScalarType ofPlain(String text) {
    if (NULLS.contains(text)) {
      return NULL;
    }
    if (BOOLS.contains(text)) {
      return BOOL;
    }
    var first = text.charAt(0);
    if (first > '9') {
      return STRING;
    }
    if (INTS.matcher(text).matches()) {
      return INT;
    }
    return FLOATS.matcher(text).matches() ? FLOAT : STRING;
  }
}
