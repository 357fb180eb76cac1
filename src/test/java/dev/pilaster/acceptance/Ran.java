package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that has run to its end. */
record Ran(List<String> argv, int exit, String out, String err) {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  static Ran of(List<String> argv) {
    return of(argv, Path.of("."), Map.of());
  }

  /** Runs it with nothing on its input; one that takes longer than ten minutes is killed. */
  static Ran of(List<String> argv, Path dir, Map<String, String> environment) {
    try {
      var out = Files.createTempFile("pilaster-out", "");
      var err = Files.createTempFile("pilaster-err", "");
      try {
        var exit = exit(argv, dir, environment, out, err);
        return new Ran(argv, exit, text(out), text(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new AssertionError("cannot run " + argv, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted: " + argv, e);
    }
  }

  private static int exit(
      List<String> argv, Path dir, Map<String, String> environment, Path out, Path err)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(argv).directory(dir.toFile());
    builder.environment().putAll(environment);
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    var process = builder.start();
    if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(argv + " takes longer than " + LONGEST + ": " + text(err));
    }
    return process.exitValue();
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  /** Its output; it must have succeeded. */
  String good() {
    assertThat(exit).as("%s", this).isZero();
    return out;
  }

  @Override
  public String toString() {
    return String.join(" ", argv) + " → exit " + exit + "\n" + out + err;
  }
}
