package dev.pilaster.api;

import dev.pilaster.agent.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * The latest events under numbers that rise for ever. A number is only good for the process that
 * gave it, so an event's id names both: {@code <start>-<number>}.
 */
final class Journal {
  private static final int MOST = 1000;
  private static final int BASE = 36;

  private final String process;
  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private Status last;
  private long given;
  private boolean closed;

  Journal(Instant started, Status now) {
    this.process = Long.toString(started.toEpochMilli(), BASE);
    this.last = now;
  }

  /** An event and its number. */
  record Entry(long number, News.Item item) {}

  /** How everything stands now; never waits. */
  synchronized void note(Status now) {
    for (var item : News.between(last, now)) {
      given++;
      entries.add(new Entry(given, item));
      if (entries.size() > MOST) {
        entries.remove();
      }
    }
    last = now;
    notifyAll();
  }

  /** The number of the newest event, 0 before the first. */
  synchronized long newest() {
    return given;
  }

  String id(long number) {
    return process + "-" + number;
  }

  /** The number of an event whose successors are all still here; empty when some are lost. */
  synchronized Optional<Long> number(String id) {
    var dash = id.lastIndexOf('-');
    if (dash < 0 || !id.substring(0, dash).equals(process)) {
      return Optional.empty();
    }
    var oldest = entries.isEmpty() ? given + 1 : entries.getFirst().number();
    return Optional.of(id.substring(dash + 1))
        .filter(digits -> digits.matches("\\d{1,18}"))
        .map(Long::parseLong)
        .filter(n -> n <= given && n >= oldest - 1);
  }

  /** What came after this number; waits at most so long for the first of it. */
  synchronized List<Entry> after(long number, Duration patience) throws InterruptedException {
    var end = System.nanoTime() + patience.toNanos();
    for (var left = patience.toMillis(); !closed && given <= number && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
    return entries.stream().filter(e -> e.number() > number).toList();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Nobody waits any more. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
