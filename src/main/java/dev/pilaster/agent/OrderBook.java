package dev.pilaster.agent;

import dev.pilaster.model.Desired;
import dev.pilaster.model.ImageRef;
import dev.pilaster.model.Name;
import dev.pilaster.model.Orders;
import dev.pilaster.model.Orders.Approval;
import dev.pilaster.model.Orders.Held;
import dev.pilaster.model.Orders.Pin;
import dev.pilaster.model.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What people told this agent beside git; it outlives the process. */
public final class OrderBook {
  /** An approval is for now, not for the same wish next week. */
  private static final Duration APPROVED_FOR = Duration.ofDays(1);

  private static final String PINS = "pins";
  private static final String APPROVED = "approved";
  private static final String HELD = "held";

  private final Store store;
  private final Clock clock;
  private Orders orders;

  OrderBook(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.orders = load();
  }

  /** What holds now. */
  public synchronized Orders orders() {
    return orders.at(clock.instant());
  }

  /** Wants something else than git until some time, or until git wants the same. */
  public synchronized void pin(
      Subject subject, String wanted, String reason, Optional<Instant> until) {
    put(PINS, subject.toString(), new Pin(wanted, reason, clock.instant(), until));
  }

  /** Whether there was a pin. */
  public synchronized boolean unpin(Subject subject) {
    return drop(PINS, subject.toString());
  }

  /** Somebody agrees to what waits under this id. */
  public synchronized void approve(String id, String by) {
    put(APPROVED, id, new Approval(by, clock.instant()));
  }

  /** Nothing of a resource changes until it is let go, or some time has come. */
  public synchronized void hold(Subject subject, String reason, Optional<Instant> until) {
    put(HELD, subject.toString(), new Held(reason, clock.instant(), until));
  }

  /** Whether it was held. */
  public synchronized boolean letGo(Subject subject) {
    return drop(HELD, subject.toString());
  }

  /** Forgets what has ended: by its time, or because git asks for the same. */
  synchronized void tidy(Desired desired) {
    var now = clock.instant();
    var live = orders.at(now);
    orders
        .pins()
        .forEach((subject, pin) -> dropIf(PINS, subject, live.pins(), same(subject, pin, desired)));
    orders.held().keySet().forEach(subject -> dropIf(HELD, subject, live.held(), false));
    orders
        .approved()
        .forEach(
            (id, a) ->
                dropIf(APPROVED, id, live.approved(), a.at().plus(APPROVED_FOR).isBefore(now)));
  }

  private void dropIf(String section, String key, SortedMap<String, ?> live, boolean over) {
    if (over || !live.containsKey(key)) {
      drop(section, key);
    }
  }

  private static boolean same(String key, Pin pin, Desired desired) {
    var subject = Subject.parse(key);
    if (subject.kind() == Subject.Kind.CONTAINER) {
      return Optional.ofNullable(desired.services().get(new Name(subject.name())))
          .filter(s -> s.image().equals(ImageRef.parse(pin.wanted())))
          .isPresent();
    }
    return Optional.ofNullable(desired.sites().get(new Name(subject.name())))
        .flatMap(s -> s.source())
        .filter(s -> s.ref().equals(pin.wanted()))
        .isPresent();
  }

  private void put(String section, String key, Object value) {
    store.execute("INSERT OR REPLACE INTO entry VALUES (?,?,?)", section, key, Store.write(value));
    orders = load();
  }

  private boolean drop(String section, String key) {
    var known =
        !store
            .query(r -> 1, "SELECT 1 FROM entry WHERE section=? AND key=?", section, key)
            .isEmpty();
    if (known) {
      store.execute("DELETE FROM entry WHERE section=? AND key=?", section, key);
      orders = load();
    }
    return known;
  }

  private Orders load() {
    return new Orders(
        load(PINS, Pin.class), load(APPROVED, Approval.class), load(HELD, Held.class), false);
  }

  private <V> SortedMap<String, V> load(String section, Class<V> type) {
    var map = new TreeMap<String, V>();
    store.query(
        row -> map.put(row.getString("key"), Store.read(row.getString("json"), type)),
        "SELECT key, json FROM entry WHERE section=?",
        section);
    return map;
  }
}
