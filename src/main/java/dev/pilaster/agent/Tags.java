package dev.pilaster.agent;

import dev.pilaster.model.Desired;
import dev.pilaster.model.HostException;
import dev.pilaster.model.ImageRef;
import dev.pilaster.model.Server;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks registries, on a thread of its own, which image each wanted tag names now: a registry that
 * is away delays neither a turn nor git. Once an hour, and when somebody asks for a sync: the
 * engine reads the manifest for each answer, which Docker Hub counts as a pull.
 */
final class Tags implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Tags.class);

  /** Which manifest digest it has under a tag now. */
  interface Registry {
    String latest(ImageRef image, Optional<Server.Credentials> credentials);
  }

  private static final Duration EVERY = Duration.ofHours(1);

  /** Until git was read for the first time. */
  private static final Duration FIRST = Duration.ofSeconds(5);

  private final Registry registry;
  private final Supplier<Optional<Desired>> desired;
  private final Runnable onMoved;
  private volatile SortedMap<String, String> latest = Collections.emptySortedMap();
  private boolean asked;

  /**
   * @param onMoved called when an answer is another one than before
   */
  Tags(Registry registry, Supplier<Optional<Desired>> desired, Runnable onMoved) {
    this.registry = registry;
    this.desired = desired;
    this.onMoved = onMoved;
  }

  /** Image reference to the manifest digest that its registry said last. */
  SortedMap<String, String> latest() {
    return latest;
  }

  /** Somebody wants to know now. */
  synchronized void ask() {
    asked = true;
    notifyAll();
  }

  @Override
  public void run() {
    try {
      while (true) {
        var wanted = desired.get();
        wanted.ifPresent(this::look);
        rest(wanted.isPresent() ? EVERY : FIRST);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void rest(Duration most) throws InterruptedException {
    var end = System.nanoTime() + most.toNanos();
    for (var left = most.toMillis(); !asked && left > 0; left = millisUntil(end)) {
      wait(left);
    }
    asked = false;
  }

  private static long millisUntil(long nanos) {
    return Duration.ofNanos(nanos - System.nanoTime()).toMillis();
  }

  /** Asks once for each reference without a digest of its own. */
  void look(Desired wanted) {
    var said = new TreeMap<String, String>();
    for (var service : wanted.services().values()) {
      var image = service.image();
      if (image.digest().isEmpty() && !said.containsKey(image.toString())) {
        var login = Optional.ofNullable(wanted.server().registries().get(image.registry()));
        try {
          said.put(image.toString(), registry.latest(image, login));
        } catch (HostException e) {
          log.debug("{}", e.getMessage());
          Optional.ofNullable(latest.get(image.toString()))
              .ifPresent(before -> said.put(image.toString(), before));
        }
      }
    }
    if (!said.equals(latest)) {
      latest = Collections.unmodifiableSortedMap(said);
      onMoved.run();
    }
  }
}
