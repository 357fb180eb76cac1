package dev.pilaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One expected text a file; {@code -Dgolden.update=true} writes it anew. */
public final class Golden {
  private static final Path ROOT = Path.of("src/test/golden");

  private Golden() {}

  /** Compares a text with the file of this name, {@code api/status.json}. */
  public static void check(String name, String text) {
    var file = ROOT.resolve(name);
    try {
      if (Boolean.getBoolean("golden.update")) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
      }
      assertThat(text).as(name).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
