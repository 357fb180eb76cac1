package dev.pilaster.secrets;

import dev.pilaster.secrets.YamlNode.Scalar;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Go's yaml.v3, which SOPS reads with, takes a scalar for. It is wider than YAML 1.2: {@code
 * 0755}, {@code 1_000} and {@code 2001-01-01} are no texts there. Only spellings that SOPS itself
 * writes get a type; the others are {@link #AMBIGUOUS}.
 */
enum ScalarKind {
  TEXT,
  NULL,
  BOOL,
  NUMBER,
  TIME,
  AMBIGUOUS;

  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> BOOLS =
      Set.of("true", "True", "TRUE", "false", "False", "FALSE");
  private static final Set<String> WORDS = Set.of("<<", ".nan", ".NaN", ".NAN");
  private static final Pattern DECIMAL =
      Pattern.compile(
          "-?(0|[1-9][0-9]{0,17})(\\.[0-9]{0,20}[1-9])?"
              + "|-?[1-9](\\.[0-9]{0,15}[1-9])?e[+-]([0-9]{2}|[12][0-9]{2})");
  private static final Pattern RFC3339 =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{0,8}[1-9])?(Z|[+-][0-9]{2}:[0-9]{2})");
  private static final Pattern LOOKS_TYPED =
      Pattern.compile(
          "[+-]?([0-9]+|0[xXbBoO][0-9a-fA-F]+)"
              + "|[+-]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][+-]?[0-9]+)?"
              + "|[+-]?\\.(inf|Inf|INF)"
              + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?");

  static ScalarKind of(Scalar scalar) {
    if (!scalar.plain()) {
      return TEXT;
    }
    String text = scalar.text();
    if (NULLS.contains(text)) {
      return NULL;
    }
    if (BOOLS.contains(text)) {
      return BOOL;
    }
    return WORDS.contains(text) ? AMBIGUOUS : number(text);
  }

  private static ScalarKind number(String text) {
    boolean mayBe = !text.isEmpty() && "+-.0123456789".indexOf(text.charAt(0)) >= 0;
    if (!mayBe || !LOOKS_TYPED.matcher(text.replace("_", "")).matches()) {
      return TEXT;
    }
    if (DECIMAL.matcher(text).matches()) {
      return NUMBER;
    }
    return RFC3339.matcher(text).matches() ? TIME : AMBIGUOUS;
  }

  /** The text that SOPS counts into its MAC for a scalar of this kind. */
  String canonical(String text) {
    return switch (this) {
      case NULL -> "";
      case BOOL -> text.toLowerCase(Locale.ROOT).equals("true") ? "True" : "False";
      case NUMBER -> new BigDecimal(text).toPlainString();
      case TEXT, TIME, AMBIGUOUS -> text;
    };
  }
}
