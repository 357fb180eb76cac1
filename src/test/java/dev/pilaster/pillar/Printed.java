package dev.pilaster.pillar;

import dev.pilaster.model.Secret;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Records as indented text: a line a value, in the records' own order, without what is empty. */
final class Printed {
  private final StringBuilder text = new StringBuilder();

  static String of(Record record) {
    var printed = new Printed();
    printed.components(record, "");
    return printed.text.toString();
  }

  private void components(Record record, String indent) {
    Arrays.stream(record.getClass().getRecordComponents())
        .forEach(c -> value(c.getName(), get(record, c), indent));
  }

  private void value(String name, Object value, String indent) {
    if (value instanceof Optional<?> optional) {
      optional.ifPresent(v -> value(name, v, indent));
    } else if (value instanceof Map<?, ?> map) {
      entries(name, map, indent);
    } else if (value instanceof Collection<?> list
        && list.stream().anyMatch(v -> v instanceof Record)) {
      list.forEach(v -> value(name + " -", v, indent));
    } else if (value instanceof Record record && isTree(record)) {
      text.append(indent).append(name).append(kind(record)).append(":\n");
      components(record, indent + "  ");
    } else if (!(value instanceof Collection<?> list && list.isEmpty())) {
      text.append(indent).append(name).append(": ").append(scalar(name, value)).append('\n');
    }
  }

  private void entries(String name, Map<?, ?> map, String indent) {
    if (!map.isEmpty()) {
      text.append(indent).append(name).append(":\n");
      map.forEach((k, v) -> value(String.valueOf(k), v, indent + "  "));
    }
  }

  private static boolean isTree(Record record) {
    var type = record.getClass();
    return !type.getSimpleName().equals("Name") && !type.getSimpleName().equals("ImageRef");
  }

  /** Which of several records it is, where that is not clear from the key. */
  private static String kind(Record record) {
    var sealed = record.getClass().getInterfaces().length > 0;
    return sealed && record.getClass().getInterfaces()[0].isSealed()
        ? " " + record.getClass().getSimpleName()
        : "";
  }

  private static String scalar(String name, Object value) {
    if (value instanceof Secret secret) {
      return "secret \"" + secret.reveal() + "\"";
    }
    if (value instanceof String s) {
      return '"' + s.replace("\n", "\\n") + '"';
    }
    return value instanceof Integer mode && isMode(name) ? "%04o".formatted(mode) : "" + value;
  }

  private static boolean isMode(String name) {
    return name.endsWith("Dirs") || name.endsWith("Files") || name.equals("settings");
  }

  static Object get(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
