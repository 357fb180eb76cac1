package dev.pilaster.agent;

import dev.pilaster.model.HostException;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Site;
import dev.pilaster.model.Slice;
import dev.pilaster.model.Snapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks git on a thread of its own, so that no turn waits for it: the config repository first, then
 * every repository of the slice's sites.
 */
final class Feed implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Feed.class);

  private static final String WEBHOOK = "webhook";

  /** After a fetch for a webhook until the next for one: a flood of them is no flood for git. */
  private static final Duration SPACING = Duration.ofSeconds(1);

  private final Supplier<Snapshot> config;
  private final Function<Snapshot, Slice> slicer;
  private final Function<SortedMap<Name, Site.Source>, SortedMap<Name, Observed.Code>> sites;
  private final StandIn standIn;
  private final Supplier<Duration> pause;
  private final Clock clock;
  private final Runnable onFetched;
  private volatile Fetched latest = Fetched.nothing();
  private Instant soonest = Instant.MIN;
  private long asked;
  private boolean nudged;
  private boolean stopped;

  /**
   * @param config one fetch; throws {@link HostException} when git cannot be read
   * @param sites which commits these sources name now
   * @param standIn is followed as long as git cannot be read
   * @param pause how long to wait until the next poll, jitter included
   */
  Feed(
      Supplier<Snapshot> config,
      Function<Snapshot, Slice> slicer,
      Function<SortedMap<Name, Site.Source>, SortedMap<Name, Observed.Code>> sites,
      StandIn standIn,
      Supplier<Duration> pause,
      Clock clock,
      Runnable onFetched) {
    this.config = config;
    this.slicer = slicer;
    this.sites = sites;
    this.standIn = standIn;
    this.pause = pause;
    this.clock = clock;
    this.onFetched = onFetched;
  }

  /** What git said last. */
  Fetched latest() {
    return latest;
  }

  /** Asks for a fetch that begins after this call; answers its number. */
  synchronized long ask() {
    asked++;
    notifyAll();
    return asked;
  }

  /** Asks for a fetch as after a webhook: at once, but not soon after another one for a webhook. */
  synchronized void nudge() {
    nudged = true;
    notifyAll();
  }

  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  @Override
  public void run() {
    while (!isStopped()) {
      fetch();
      onFetched.run();
      rest();
    }
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  private synchronized void rest() {
    if (latest.by().equals(WEBHOOK)) {
      soonest = clock.instant().plus(SPACING);
    }
    var end = clock.instant().plus(pause.get());
    try {
      for (var left = left(end); left > 0; left = left(end)) {
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped = true;
    }
  }

  /** Milliseconds until the next fetch. */
  private long left(Instant end) {
    var at = nudged && soonest.isBefore(end) ? soonest : end;
    var now = clock.instant();
    return stopped || asked > latest.asked() || !now.isBefore(at)
        ? 0
        : Math.max(1, Duration.between(now, at).toMillis());
  }

  /** What the next fetch answers. */
  private record Asked(long number, String by) {}

  private synchronized Asked request() {
    var by = nudged ? WEBHOOK : "poll";
    nudged = false;
    return new Asked(asked, by);
  }

  /** One round; what cannot be read stays as it was, with the reason. */
  void fetch() {
    var request = request();
    try {
      var slice = slicer.apply(config.get());
      standIn.end(slice.commit());
      latest = fetched(Optional.of(slice), code(slice), Optional.empty(), now(), request);
    } catch (HostException e) {
      log.warn("the config repository cannot be read: {}", e.getMessage());
      var slice = standIn.snapshot().map(slicer).or(latest::slice);
      var code = slice.map(this::code).orElse(latest.code());
      var why = Optional.of(standIn.says(text(e)));
      latest = fetched(slice, code, why, latest.polledAt(), request);
    } catch (RuntimeException e) {
      log.error("reading git failed", e);
      latest =
          fetched(latest.slice(), latest.code(), Optional.of(text(e)), latest.polledAt(), request);
    }
  }

  private static Fetched fetched(
      Optional<Slice> slice,
      SortedMap<Name, Observed.Code> code,
      Optional<String> error,
      Optional<Instant> polledAt,
      Asked request) {
    return new Fetched(slice, code, error, polledAt, request.number(), request.by());
  }

  private static String text(RuntimeException e) {
    return String.valueOf(e.getMessage());
  }

  private Optional<Instant> now() {
    return Optional.of(clock.instant());
  }

  private SortedMap<Name, Observed.Code> code(Slice slice) {
    var sources = new TreeMap<Name, Site.Source>();
    slice
        .desired()
        .ifPresent(
            d ->
                d.sites()
                    .forEach((name, site) -> site.source().ifPresent(s -> sources.put(name, s))));
    var code = new TreeMap<>(latest.code());
    code.putAll(sites.apply(sources));
    return code;
  }
}
