package dev.pilaster.host;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilaster.model.ContainerSpec.Labels;
import dev.pilaster.model.HostException;
import dev.pilaster.model.Name;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's events about our containers, as hints that something changed: the engine drops
 * events silently, so the truth is a list. After every connection, the first one included, {@link
 * Event#CONNECTED} is signalled. It has a connection of its own, without deadline, that comes back
 * by itself.
 */
final class Events implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Events.class);
  private static final long NANOS = 1_000_000_000;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** What can change a field, a state or an address; not every probe's exec. */
  private static final List<String> ACTIONS =
      List.of(
          "create",
          "start",
          "restart",
          "die",
          "stop",
          "kill",
          "oom",
          "pause",
          "unpause",
          "destroy",
          "update",
          "rename",
          "health_status");

  private final Api api;
  private final Wire wire;
  private final Prefix prefix;
  private final Consumer<Event> listener;
  private boolean connected;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Daemon("engine-events").newThread(this::run);

  Events(Api api, String host, Prefix prefix, Consumer<Event> listener) {
    this.api = api;
    this.wire = new Wire(host);
    this.prefix = prefix;
    this.listener = listener;
    thread.start();
  }

  /**
   * A hint.
   *
   * @param action the engine's word, {@link #CONNECTED} or {@link #LOST}
   * @param container its id, empty where it is not about one
   * @param service empty where it is not about a container
   * @param at the engine's own time
   */
  record Event(String action, String container, Optional<Name> service, Instant at) {
    /** Events may have been missed before this one. */
    static final String CONNECTED = "connected";

    /** Events are missed from here on. */
    static final String LOST = "lost";

    private static Event about(String connection) {
      return new Event(connection, "", Optional.empty(), Instant.EPOCH);
    }
  }

  /** A connection that stood lets the pause begin anew. */
  private void run() {
    var pause = FIRST_PAUSE;
    do {
      connected = false;
      follow();
      if (connected && closed.getCount() > 0) {
        listener.accept(Event.about(Event.LOST));
      }
      pause = connected ? FIRST_PAUSE : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
    } while (!isClosed(pause));
  }

  private void follow() {
    var call = Call.get("follow events", "/events?filters=" + Call.part(filter()));
    try {
      api.forgetVersion();
      wire.exchange(call, api.prefix(), Api.orRefuse(call, this::read));
    } catch (HostException e) {
      LOG.debug("{}", e.getMessage());
    }
  }

  private boolean read(InputStream body) throws IOException {
    connected = true;
    listener.accept(Event.about(Event.CONNECTED));
    try (var events = Api.JSON.readerFor(JsonNode.class).<JsonNode>readValues(body)) {
      while (events.hasNextValue()) {
        listener.accept(event(events.nextValue()));
      }
    }
    return connected;
  }

  private static Event event(JsonNode json) {
    var nanos = json.path("timeNano").asLong();
    var service = json.path("Actor").path("Attributes").path(Labels.SERVICE).asText();
    return new Event(
        json.path("Action").asText(),
        json.path("Actor").path("ID").asText(),
        Name.isValid(service) ? Optional.of(new Name(service)) : Optional.empty(),
        Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS));
  }

  private String filter() {
    var filter = prefix.filter();
    filter.putArray("type").add("container");
    var actions = filter.putArray("event");
    ACTIONS.forEach(actions::add);
    return filter.toString();
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Waits that long for {@link #close()}. */
  private boolean isClosed(Duration wait) {
    try {
      return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    thread.interrupt();
    wire.close();
  }
}
