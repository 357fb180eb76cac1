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

  private final Supplier<Snapshot> config;
  private final Function<Snapshot, Slice> slicer;
  private final Function<SortedMap<Name, Site.Source>, SortedMap<Name, Observed.Code>> sites;
  private final Supplier<Duration> pause;
  private final Clock clock;
  private final Runnable onFetched;
  private volatile Fetched latest = Fetched.nothing();
  private long asked;
  private boolean stopped;

  /**
   * @param config one fetch; throws {@link HostException} when git cannot be read
   * @param sites which commits these sources name now
   * @param pause how long to wait until the next poll, jitter included
   */
  Feed(
      Supplier<Snapshot> config,
      Function<Snapshot, Slice> slicer,
      Function<SortedMap<Name, Site.Source>, SortedMap<Name, Observed.Code>> sites,
      Supplier<Duration> pause,
      Clock clock,
      Runnable onFetched) {
    this.config = config;
    this.slicer = slicer;
    this.sites = sites;
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
    var end = clock.instant().plus(pause.get());
    try {
      while (!stopped && asked <= latest.asked() && clock.instant().isBefore(end)) {
        wait(Math.max(1, Duration.between(clock.instant(), end).toMillis()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped = true;
    }
  }

  private synchronized long request() {
    return asked;
  }

  /** One round; what cannot be read stays as it was, with the reason. */
  void fetch() {
    var request = request();
    var before = latest;
    try {
      var slice = slicer.apply(config.get());
      latest = new Fetched(Optional.of(slice), code(slice), Optional.empty(), now(), request);
    } catch (HostException e) {
      log.warn("the config repository cannot be read: {}", e.getMessage());
      var code = before.slice().map(this::code).orElse(before.code());
      latest = new Fetched(before.slice(), code, Optional.of(text(e)), before.polledAt(), request);
    } catch (RuntimeException e) {
      log.error("reading git failed", e);
      latest =
          new Fetched(
              before.slice(), before.code(), Optional.of(text(e)), before.polledAt(), request);
    }
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
