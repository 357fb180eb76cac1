package dev.pilaster.model;

import java.time.Duration;
import java.util.List;

/** A step that asks once each time; the plan stays here until evidence or time moves it on. */
public sealed interface WaitStep extends Step {
  @Override
  default boolean waits() {
    return true;
  }

  /** Asks the candidate until it is healthy for long enough, or the deadline has come. */
  record AwaitHealthy(Check check, Duration minHealthy, Duration deadline) implements WaitStep {
    @Override
    public Evidence on(Host host) {
      return host.check(check);
    }

    @Override
    public String text() {
      return "wait until %s is healthy for %s (at most %s)"
          .formatted(check.container(), Times.text(minHealthy), Times.text(deadline));
    }
  }

  /** Asks the new generation and its sites through nginx while the old one still runs. */
  record Observe(Check check, List<Check.SiteCheck> sites, Duration monitor) implements WaitStep {
    public Observe {
      sites = List.copyOf(sites);
    }

    @Override
    public Evidence on(Host host) {
      var own = host.check(check);
      return own.good() && !sites.isEmpty() ? host.askSites(sites) : own;
    }

    @Override
    public String text() {
      return "observe %s and %d sites for %s"
          .formatted(check.container(), sites.size(), Times.text(monitor));
    }
  }

  /** Asks whether anything still uses the old generation. */
  record Drain(Check check, Duration bound) implements WaitStep {
    @Override
    public Evidence on(Host host) {
      return host.drained(check);
    }

    @Override
    public String text() {
      return "drain %s (at most %s)".formatted(check.container(), Times.text(bound));
    }
  }

  /** Asks whether a {@code docker exec} still runs in the old generation. */
  record AwaitIdle(String container, Duration bound) implements WaitStep {
    @Override
    public Evidence on(Host host) {
      return host.idle(container);
    }

    @Override
    public String text() {
      return "wait for commands in %s to end (at most %s)".formatted(container, Times.text(bound));
    }
  }
}
