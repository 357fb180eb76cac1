package dev.pilaster.pillar;

import dev.pilaster.model.Secret;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The shapes that others are made of. */
final class Shapes {
  /** Any text. Numbers are taken as they are written. */
  static final Shape<String> TEXT =
      scalar(Map.of("type", List.of("string", "number")), Shapes::text);

  /** Text that nobody prints. */
  static final Shape<Secret> SECRET =
      scalar(
          Map.of("type", List.of("string", "number")),
          (s, in) -> isText(s, in) ? in.references().secret(s, in) : Optional.empty());

  static final Shape<Boolean> BOOL = scalar(Map.of("type", "boolean"), Shapes::bool);

  private Shapes() {}

  /** A text of one form. {@code want} completes "expected …". */
  static Shape<String> text(String pattern, String want) {
    var form = Pattern.compile(pattern);
    Map<String, Object> schema =
        Map.of("type", List.of("string", "number"), "pattern", "^(" + pattern + ")$|\\$\\{");
    return scalar(schema, Shapes::text).to(t -> matching(form, t, want));
  }

  /** The text, which has this form; {@code want} says what it should have been. */
  static String matching(Pattern form, String text, String want) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException(quoted(text) + " is not " + want);
    }
    return text;
  }

  /** A whole number between two bounds, both included. */
  static Shape<Integer> integer(int least, int most) {
    Map<String, Object> schema = Map.of("type", "integer", "minimum", least, "maximum", most);
    return scalar(schema, (s, in) -> integer(s, in, least, most));
  }

  /** One of a few words. */
  static <T> Shape<T> word(Map<String, T> words) {
    var names = List.copyOf(new TreeSet<>(words.keySet()));
    return scalar(Map.of("enum", names), Shapes::text)
        .to(t -> Optional.ofNullable(words.get(t)).orElseThrow(() -> notOne(t, names)));
  }

  /** One of a few words that mean themselves. */
  static Shape<String> word(String... words) {
    return word(Arrays.stream(words).collect(Collectors.toMap(w -> w, w -> w)));
  }

  /** A value in a message: on one line, and not the whole of it when it is long. */
  static String quoted(String text) {
    var line = text.replaceAll("\\p{Cntrl}+", " ");
    return '"' + (line.length() > 80 ? line.substring(0, 80) + "…" : line) + '"';
  }

  private static IllegalArgumentException notOne(String text, List<String> names) {
    return new IllegalArgumentException(
        quoted(text) + " is not known" + Nearest.hint(text, names) + Nearest.choice(names));
  }

  static <T> Shape<List<T>> list(Shape<T> item) {
    return new Shape<>() {
      @Override
      public Optional<List<T>> read(Node node, Context in) {
        if (!(node instanceof Node.Sequence sequence)) {
          return wrong(node, in, "a list");
        }
        var values = sequence.items().stream().map(n -> item.read(n, in)).toList();
        return values.stream().allMatch(Optional::isPresent)
            ? Optional.of(values.stream().map(Optional::orElseThrow).toList())
            : Optional.empty();
      }

      @Override
      public Map<String, Object> schema() {
        return Map.of("type", "array", "items", item.schema());
      }
    };
  }

  /** Free keys, each checked by {@code key}; an entry that is null does not count. */
  static <K extends Comparable<K>, T> Shape<SortedMap<K, T>> map(
      Function<String, K> key, Shape<T> item) {
    return new Shape<>() {
      @Override
      public Optional<SortedMap<K, T>> read(Node node, Context in) {
        if (!(node instanceof Node.Mapping mapping)) {
          return wrong(node, in, "a map");
        }
        var values = new TreeMap<K, T>();
        var good = true;
        for (var entry : mapping.entries().entrySet()) {
          good &= entry(entry.getKey(), entry.getValue(), values, in);
        }
        return good ? Optional.of(values) : Optional.empty();
      }

      private boolean entry(String name, Node node, SortedMap<K, T> values, Context in) {
        if (node.isNull()) {
          return true;
        }
        var value = item.read(node, in);
        try {
          var k = key.apply(name);
          value.ifPresent(v -> values.put(k, v));
          return value.isPresent();
        } catch (IllegalArgumentException e) {
          in.problem(node.place(), String.valueOf(e.getMessage()));
          return false;
        }
      }

      @Override
      public Map<String, Object> schema() {
        return Map.of("type", "object", "additionalProperties", nullable(item.schema()));
      }
    };
  }

  /** One shape for scalars, another one for everything else. */
  static <T> Shape<T> either(Shape<T> scalar, Shape<T> other) {
    return new Shape<>() {
      @Override
      public Optional<T> read(Node node, Context in) {
        return (node instanceof Node.Scalar ? scalar : other).read(node, in);
      }

      @Override
      public Map<String, Object> schema() {
        return Map.of("anyOf", List.of(scalar.schema(), other.schema()));
      }
    };
  }

  /** A schema that also lets null be: it deletes. */
  static Map<String, Object> nullable(Map<String, Object> schema) {
    return Map.of("anyOf", List.of(schema, Map.of("type", "null")));
  }

  /** A scalar; null is refused here, because sections leave it out before. */
  static <T> Shape<T> scalar(
      Map<String, Object> schema, BiFunction<Node.Scalar, Context, Optional<T>> read) {
    var sorted = new LinkedHashMap<>(new TreeMap<>(schema));
    return new Shape<>() {
      @Override
      public Optional<T> read(Node node, Context in) {
        return node instanceof Node.Scalar scalar && scalar.type() != ScalarType.REFUSED
            ? read.apply(scalar, in)
            : wrong(node, in, "a single value");
      }

      @Override
      public Map<String, Object> schema() {
        return sorted;
      }
    };
  }

  /** Says what was expected, unless the reader of the file has already complained. */
  static <T> Optional<T> wrong(Node node, Context in, String want) {
    if (!(node instanceof Node.Scalar s && s.type() == ScalarType.REFUSED)) {
      in.problem(node.place(), "expected " + want + ", found " + node.kind());
    }
    return Optional.empty();
  }

  /** For places where no secret can stand: quotes what was found. */
  static <T> Optional<T> wrongText(Node.Scalar scalar, Context in, String want) {
    in.problem(scalar.place(), "expected " + want + ", found " + quoted(scalar.text()));
    return Optional.empty();
  }

  private static Optional<String> text(Node.Scalar scalar, Context in) {
    return isText(scalar, in) ? in.references().plain(scalar, in) : Optional.empty();
  }

  private static boolean isText(Node.Scalar scalar, Context in) {
    if (scalar.type() == ScalarType.BOOL || scalar.type() == ScalarType.NULL) {
      in.problem(
          scalar.place(),
          "expected a text, found " + scalar.kind() + "; quote it if the text is meant");
      return false;
    }
    return true;
  }

  private static Optional<Boolean> bool(Node.Scalar scalar, Context in) {
    return scalar.type() == ScalarType.BOOL
        ? Optional.of(Boolean.parseBoolean(scalar.text()))
        : wrongText(scalar, in, "true or false");
  }

  private static Optional<Integer> integer(Node.Scalar scalar, Context in, int least, int most) {
    if (scalar.type() != ScalarType.INT) {
      return wrongText(scalar, in, "a whole number");
    }
    var value = Units.integer(scalar.text());
    if (value.isEmpty() || value.get() < least || value.get() > most) {
      in.problem(scalar.place(), scalar.text() + " is not between " + least + " and " + most);
      return Optional.empty();
    }
    return Optional.of(value.get().intValue());
  }
}
