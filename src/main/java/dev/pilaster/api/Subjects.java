package dev.pilaster.api;

import dev.pilaster.model.Subject;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Resources as requests name them. */
final class Subjects {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private Subjects() {}

  /** Of {@code KIND/NAME}; 400 when it is none. */
  static Subject parse(String text) {
    var kinds = Arrays.stream(Subject.Kind.values()).map(Subject.Kind::text).toList();
    var parts = text.split("/", 2);
    if (parts.length < 2 || !NAME.matcher(parts[1]).matches() || !kinds.contains(parts[0])) {
      throw Fault.badRequest(
          "\"" + text + "\" is not KIND/NAME with a kind of " + String.join(", ", kinds));
    }
    return Subject.parse(text);
  }
}
