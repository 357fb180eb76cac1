package dev.pilaster.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;

/** Books for tests of those who write in them. */
public final class OrderBooks {
  private OrderBooks() {}

  /** An empty one, in a file that goes with the machine's temporary ones. */
  public static OrderBook temporary() {
    try {
      var dir = Files.createTempDirectory("orders");
      dir.toFile().deleteOnExit();
      return new OrderBook(Store.open(dir.resolve("pilaster.db")), Clock.systemUTC());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
