package dev.pilaster.host;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Feeds a command and takes what it says at the same time: each may wait for the other. */
record Conversation(Attached attached) {
  /** After the command's output has ended it reads nothing more. */
  private static final long LINGER_SECONDS = 5;

  /** Gives a command what it reads. */
  interface Feed {
    Feed NOTHING = input -> {};

    void write(OutputStream input) throws IOException;
  }

  /**
   * Until the command's output ends.
   *
   * @return whether it did in time
   * @throws IOException when what it reads cannot be had, or what it says cannot be kept
   */
  boolean hold(Feed feed, OutputStream stdout, OutputStream stderr, Duration timeout)
      throws IOException {
    var fed = fork(() -> feed(feed));
    var read = fork(() -> Frames.copy(attached.output(), stdout, stderr));
    try {
      read.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      attached.close();
      fed.get(LINGER_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void feed(Feed feed) throws IOException {
    try (var input = attached.input()) {
      feed.write(input);
    } catch (Attached.Unread e) {
      // Its exit code says whether it had enough.
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static FutureTask<Void> fork(Work work) {
    var task =
        new FutureTask<Void>(
            () -> {
              work.run();
              return null;
            });
    new Daemon("exec").newThread(task).start();
    return task;
  }
}
