package dev.pilaster.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build this is.
 *
 * @param commit the project's commit, abbreviated; "unknown" when it was built outside git
 */
public record Version(String number, String commit) {
  /** This build. */
  public static Version ours() {
    try (var text = Version.class.getResourceAsStream("/pilaster-build.properties")) {
      var properties = new Properties();
      if (text != null) {
        properties.load(text);
      }
      return new Version(
          properties.getProperty("git.build.version", "unknown"),
          properties.getProperty("git.commit.id.abbrev", "unknown"));
    } catch (IOException e) {
      throw new UncheckedIOException("reading our own resource", e);
    }
  }

  /** As {@code pilaster version} prints it. */
  public String text() {
    return "pilaster " + number + " (" + commit + ")";
  }
}
