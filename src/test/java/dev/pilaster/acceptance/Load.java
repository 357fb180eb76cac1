package dev.pilaster.acceptance;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Visitors of a site that come on a clock, whatever they are answered (an open loop); nothing is
 * tried twice. Each request has a serial number that its answer must repeat.
 */
final class Load implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(20);

  private final WebSite site;
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
  private final ExecutorService visitors = Executors.newCachedThreadPool();
  private final AtomicInteger serials = new AtomicInteger();
  private final Map<Visit, ConcurrentLinkedDeque<Wire>> idle = new ConcurrentHashMap<>();
  private final Tally tally = new Tally();

  private Load(WebSite site) {
    this.site = site;
  }

  /** Begins, and is under way when it returns. */
  static Load on(WebSite site, Visit... visits) {
    var load = new Load(site);
    for (var visit : visits) {
      load.idle.put(visit, new ConcurrentLinkedDeque<>());
      var period = 1_000_000 / visit.perSecond();
      var unused =
          load.clock.scheduleAtFixedRate(
              () -> load.arrive(visit), 0, period, TimeUnit.MICROSECONDS);
    }
    Await.rest(Duration.ofSeconds(1));
    return load;
  }

  /** Every class of DEPLOY that a site of a few lines can be asked. */
  static Load ofAllKinds(WebSite site) {
    return on(site, Visit.values());
  }

  private void arrive(Visit visit) {
    var serial = serials.incrementAndGet();
    var due = Stopwatch.start();
    visitors.execute(() -> visit(visit, serial, due));
  }

  private void visit(Visit visit, int serial, Stopwatch due) {
    try {
      var request = visit.request(site.host(), serial);
      var answer = ask(visit, request);
      var took = due.elapsed();
      var wrong = took.compareTo(PATIENCE) > 0 ? "took " + took : visit.wrong(answer, serial);
      tally.answered(visit, serial, wrong, answer.body());
    } catch (IOException | RuntimeException e) {
      tally.answered(visit, serial, e.toString(), "");
    }
  }

  private Wire.Answer ask(Visit visit, Wire.Request request) throws IOException {
    var kept = visit.keeps() ? idle.get(visit).poll() : null;
    var wire = kept == null ? new Wire(site.server(), PATIENCE) : kept;
    var answer = wire.ask(request);
    if (visit.keeps() && answer.keeps()) {
      idle.get(visit).push(wire);
    } else {
      wire.close();
    }
    return answer;
  }

  /** No more visitors; the answers to those who are here. */
  Tally stop() {
    clock.shutdown();
    visitors.shutdown();
    try {
      if (!clock.awaitTermination(1, TimeUnit.SECONDS)
          || !visitors.awaitTermination(LAST_ANSWERS.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("some visitors were never answered");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
    return tally;
  }

  /** What has been seen so far. */
  Tally soFar() {
    return tally;
  }

  @Override
  public void close() throws IOException {
    clock.shutdownNow();
    visitors.shutdownNow();
    for (var wires : List.copyOf(idle.values())) {
      for (var wire : wires) {
        wire.close();
      }
    }
  }
}
