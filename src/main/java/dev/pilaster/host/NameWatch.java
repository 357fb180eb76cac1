package dev.pilaster.host;

import dev.pilaster.model.HostException;
import dev.pilaster.model.Name;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a service's name right on the engine's own event, without a turn, and measures until dnsmasq
 * answers so. A service without a generation that has traffic has no name: that is right as well.
 */
final class NameWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NameWatch.class);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Function<Name, List<String>> addresses;
  private final DnsmasqProgram dnsmasq;
  private final Consumer<Duration> took;
  private final ExecutorService thread = Executors.newSingleThreadExecutor(new Daemon("names"));

  /**
   * @param addresses where a service's active generation answers now; none when it has none
   * @param took is given the time from the event to the right answer
   */
  NameWatch(
      Function<Name, List<String>> addresses, DnsmasqProgram dnsmasq, Consumer<Duration> took) {
    this.addresses = addresses;
    this.dnsmasq = dnsmasq;
    this.took = took;
  }

  /** A container of the service started at that time by the engine's clock, which is the host's. */
  void started(Name service, Instant at) {
    thread.execute(() -> follow(service, at));
  }

  private void follow(Name service, Instant at) {
    try {
      if (Poll.until(LONGEST, () -> right(service))) {
        took.accept(Duration.between(at, Instant.now()));
      }
    } catch (HostException e) {
      LOG.debug("the name {} is left to the next turn: {}", service, e.getMessage());
    }
  }

  private boolean right(Name service) {
    try {
      return dnsmasq.correct(service, addresses.apply(service));
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
