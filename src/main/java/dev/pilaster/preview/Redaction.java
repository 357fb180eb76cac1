package dev.pilaster.preview;

import dev.pilaster.model.Secret;
import java.util.regex.Pattern;

/** Takes out of a text what stands for secrets, and what was computed of it. */
public final class Redaction {
  public static final String MARK = "•••";

  private static final Pattern HIDDEN =
      Pattern.compile(Secret.SEALED + "|(?<=\\{SSHA})[A-Za-z0-9+/=]+|sha256:[0-9a-f]{16}\\b");

  private Redaction() {}

  /** The same text for everybody to see. */
  public static String of(String text) {
    return HIDDEN.matcher(text).replaceAll(MARK);
  }
}
