package dev.pilaster.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A program that runs until it is closed; what it writes goes to a file. */
public final class Running implements AutoCloseable {
  private final Process process;
  private final Path output;

  private Running(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts it and waits until it is ready. */
  public static Running start(Path output, BooleanSupplier ready, List<String> argv) {
    try {
      var builder = new ProcessBuilder(argv).redirectErrorStream(true);
      var running = new Running(builder.redirectOutput(output.toFile()).start(), output);
      running.await(ready);
      return running;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void await(BooleanSupplier ready) throws IOException {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!ready.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        close();
        throw new IllegalStateException("not ready: " + Files.readString(output));
      }
      Thread.onSpinWait();
    }
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
