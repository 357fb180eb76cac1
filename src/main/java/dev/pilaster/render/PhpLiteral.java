package dev.pilaster.render;

import dev.pilaster.model.Secret;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Values as PHP literals that no text can break out of (php.net: language.types.string). */
final class PhpLiteral {
  private PhpLiteral() {}

  /**
   * @throws IllegalArgumentException for NUL, for what is not finite, and for a type that a pillar
   *     does not have
   */
  static String of(Object value) {
    return write(value, "");
  }

  /** Keys and values, each as a literal, for the loops of templates. */
  static List<Map<String, String>> pairs(Map<String, Object> values) {
    return values.entrySet().stream()
        .map(e -> Map.of("key", of(e.getKey()), "literal", of(e.getValue())))
        .toList();
  }

  private static String write(Object value, String indent) {
    if (value instanceof Secret secret) {
      return string(secret.reveal());
    }
    if (value instanceof String text) {
      return string(text);
    }
    if (value instanceof Boolean) {
      return value.toString();
    }
    if (value instanceof Number number) {
      return number(number);
    }
    if (value instanceof Map<?, ?> map) {
      return map(map, indent);
    }
    if (value instanceof List<?> list) {
      return list(list, indent);
    }
    throw new IllegalArgumentException("no PHP literal for " + value.getClass().getSimpleName());
  }

  /** In single quotes only the backslash and the quote itself mean something. */
  private static String string(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a settings value holds a NUL character");
    }
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static String number(Number number) {
    if (number instanceof Double || number instanceof Float) {
      if (!Double.isFinite(number.doubleValue())) {
        throw new IllegalArgumentException("a settings value is not a finite number");
      }
      return number.toString();
    }
    var exact = number instanceof BigDecimal d ? d : new BigDecimal(number.toString());
    if (exact.scale() > 0) {
      return exact.toString();
    }
    return whole(exact.toBigIntegerExact());
  }

  /** PHP reads the smallest integer's digits as a float, and larger ones too. */
  private static String whole(BigInteger value) {
    if (value.bitLength() > 63) {
      throw new IllegalArgumentException("a settings value is too large for PHP: " + value);
    }
    return value.longValue() == Long.MIN_VALUE ? "PHP_INT_MIN" : value.toString();
  }

  private static String map(Map<?, ?> map, String indent) {
    if (map.isEmpty()) {
      return "[]";
    }
    var deeper = indent + "  ";
    var text = new StringBuilder("[\n");
    map.forEach(
        (key, value) ->
            text.append(deeper)
                .append(string(String.valueOf(key)))
                .append(" => ")
                .append(value == null ? "null" : write(value, deeper))
                .append(",\n"));
    return text.append(indent).append("]").toString();
  }

  private static String list(List<?> list, String indent) {
    if (list.isEmpty()) {
      return "[]";
    }
    var deeper = indent + "  ";
    var text = new StringBuilder("[\n");
    for (var value : list) {
      text.append(deeper).append(value == null ? "null" : write(value, deeper)).append(",\n");
    }
    return text.append(indent).append("]").toString();
  }
}
