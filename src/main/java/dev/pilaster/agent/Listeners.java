package dev.pilaster.agent;

import dev.pilaster.model.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells several what happened; a fault of one of them reaches neither the others nor the turn. */
public record Listeners(List<Events> all) implements Events {
  private static final Logger log = LoggerFactory.getLogger(Listeners.class);

  public Listeners {
    all = List.copyOf(all);
  }

  private void tell(Consumer<Events> what) {
    for (var one : all) {
      try {
        what.accept(one);
      } catch (RuntimeException e) {
        log.error("somebody who listens failed by a fault of ours", e);
      }
    }
  }

  @Override
  public void close() {
    tell(Events::close);
  }

  @Override
  public void turned(Duration took, boolean changed) {
    tell(e -> e.turned(took, changed));
  }

  @Override
  public void stands(Status status, List<Plan.Approval> approvals) {
    tell(e -> e.stands(status, approvals));
  }

  @Override
  public void ended(Operation operation) {
    tell(e -> e.ended(operation));
  }

  @Override
  public void git(String kind, String result, Duration took) {
    tell(e -> e.git(kind, result, took));
  }

  @Override
  public void pulled(String result, Duration took) {
    tell(e -> e.pulled(result, took));
  }

  @Override
  public void reloaded(String program, String result) {
    tell(e -> e.reloaded(program, result));
  }

  @Override
  public void named(Duration took) {
    tell(e -> e.named(took));
  }

  @Override
  public void restarts(SortedMap<String, Integer> byService) {
    tell(e -> e.restarts(byService));
  }

  @Override
  public void certificates(SortedMap<String, Instant> bySite) {
    tell(e -> e.certificates(bySite));
  }
}
