package dev.pilaster.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * How soon a name is right after a restart ({@code packaging/bench names}): from the time of the
 * engine's event to an answered query, on a real engine with a real dnsmasq.
 */
final class NamesBench {
  private static final int RESTARTS = 200;

  private NamesBench() {}

  /** Takes the number of restarts. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var restarts = arguments.length == 0 ? RESTARTS : Integer.parseInt(arguments[0]);
    var dir = Files.createTempDirectory("pilaster-names");
    System.out.println("| restarts | address | median ms | p99 ms | slowest ms |");
    System.out.println("|---|---|---|---|---|");
    try {
      measure(dir.resolve("same"), restarts, false);
      measure(dir.resolve("other"), restarts, true);
    } finally {
      Owned.delete(dir);
    }
    System.exit(0);
  }

  private static void measure(Path dir, int restarts, boolean move)
      throws IOException, InterruptedException {
    try (var names = new NameBed(Files.createDirectories(dir))) {
      var took = new ArrayList<Duration>();
      for (var i = 0; i < restarts; i++) {
        took.add(once(names, i, move));
      }
      System.out.println(row(move ? "another one each time" : "the same", took));
    }
  }

  private static Duration once(NameBed names, int number, boolean move)
      throws IOException, InterruptedException {
    var address = move && number % 2 == 0 ? names.second() : names.first();
    if (move) {
      names.moveTo(address);
    }
    names.restart();
    var took = names.took.poll(30, TimeUnit.SECONDS);
    if (took == null || !names.ask("web.ctr.internal").equals(List.of(address))) {
      throw new IllegalStateException("restart " + number + " has no right answer");
    }
    return took;
  }

  private static String row(String address, List<Duration> took) {
    var millis = took.stream().mapToDouble(d -> d.toNanos() / 1e6).sorted().toArray();
    var last = millis.length - 1;
    return String.format(
        Locale.ROOT,
        "| %d | %s | %.0f | %.0f | %.0f |",
        millis.length,
        address,
        millis[last / 2],
        millis[(int) Math.ceil(.99 * millis.length) - 1],
        millis[last]);
  }
}
