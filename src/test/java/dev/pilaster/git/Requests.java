package dev.pilaster.git;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Counts requests, and is impatient. */
final class Requests implements GitListener {
  private final List<String> seen = new CopyOnWriteArrayList<>();

  /** What was asked since the last call, such as {@code ls-remote success}. */
  List<String> take() {
    var taken = List.copyOf(seen);
    seen.clear();
    return taken;
  }

  Wire wire() {
    return wire(InstantSource.system());
  }

  Wire wire(InstantSource clock) {
    var patience =
        new Patience(3, Duration.ofMillis(1), Duration.ofSeconds(10), Duration.ofMinutes(1));
    return new Wire(patience, clock, this);
  }

  @Override
  public void request(Kind kind, boolean good, Duration took) {
    seen.add(kind.text() + (good ? " success" : " failure"));
  }
}
