package dev.pilaster.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pilaster.model.HostException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs: arguments as a list and never through a shell, nothing on standard input, a
 * deadline, and at most {@value #LIMIT} bytes of output kept.
 */
final class Command {
  private static final int LIMIT = 64 * 1024;

  /** A daemon may keep the output open; what the program itself wrote is here by then. */
  private static final long LINGER_MILLIS = 200;

  private Command() {}

  /** How it ended, and what it wrote to both outputs, without white space around it. */
  record Result(int exit, String output) {
    boolean good() {
      return exit == 0;
    }
  }

  /**
   * Runs it and fails unless it ends with 0.
   *
   * @throws HostException of kind TRANSIENT with command, exit code and output
   */
  static Result must(Duration deadline, List<String> argv) {
    var result = run(deadline, argv);
    if (!result.good()) {
      throw failed(argv, "exit " + result.exit() + ": " + result.output(), null);
    }
    return result;
  }

  /**
   * Runs it.
   *
   * @throws HostException of kind TRANSIENT when it cannot be started, or outlives the deadline
   */
  static Result run(Duration deadline, List<String> argv) {
    try {
      var process = start(argv);
      var output = new ByteArrayOutputStream();
      var reader = new Daemon("output").newThread(() -> drain(process.getInputStream(), output));
      reader.start();
      if (!ended(process, deadline)) {
        throw failed(argv, "no end after " + deadline.toSeconds() + " s", null);
      }
      reader.join(LINGER_MILLIS);
      return new Result(process.exitValue(), text(output));
    } catch (IOException e) {
      throw failed(argv, String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(argv, "interrupted", e);
    }
  }

  /** Whether it ended in time; one that did not, or is not waited for any more, is killed. */
  private static boolean ended(Process process, Duration deadline) throws InterruptedException {
    var ended = false;
    try {
      ended = process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
      return ended;
    } finally {
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    }
  }

  private static Process start(List<String> argv) throws IOException {
    var builder = new ProcessBuilder(argv).redirectErrorStream(true);
    builder.redirectInput(new File("/dev/null"));
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder.start();
  }

  private static void drain(InputStream from, ByteArrayOutputStream to) {
    var buffer = new byte[8192];
    try {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        synchronized (to) {
          to.write(buffer, 0, Math.min(n, LIMIT - to.size()));
        }
      }
    } catch (IOException e) {
      // The program was killed: what it wrote before is all there is.
    }
  }

  private static String text(ByteArrayOutputStream output) {
    synchronized (output) {
      return output.toString(UTF_8).strip();
    }
  }

  private static HostException failed(
      List<String> argv, String what, @org.jspecify.annotations.Nullable Throwable cause) {
    var message = String.join(" ", argv) + ": " + what;
    return cause == null
        ? new HostException(HostException.Kind.TRANSIENT, message)
        : new HostException(HostException.Kind.TRANSIENT, message, cause);
  }
}
