package dev.pilaster.agent;

import dev.pilaster.model.Desired;
import dev.pilaster.model.HostException;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Name;
import dev.pilaster.model.Orders;
import dev.pilaster.model.Orders.Again;
import dev.pilaster.model.Orders.Approval;
import dev.pilaster.model.Orders.Held;
import dev.pilaster.model.Orders.Pin;
import dev.pilaster.model.Policy;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Resource.Sync;
import dev.pilaster.model.Site;
import dev.pilaster.model.Slice;
import dev.pilaster.model.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** What people told this agent beside git; it outlives the process. Any thread may write in it. */
public final class OrderBook {
  /** What nothing came of is for now, not for the same wish next week. */
  private static final Duration APPROVED_FOR = Duration.ofDays(1);

  private static final String PINS = "pins";
  private static final String APPROVED = "approved";
  private static final String HELD = "held";
  private static final String AGAIN = "again";

  private final Store store;
  private final Clock clock;
  private final Policy agents;
  private final BiFunction<Site.Source, String, List<String>> commits;
  private final StandIn standIn;
  private final Runnable onChange;
  private Orders orders;
  private Optional<Wanted> git = Optional.empty();

  /**
   * @param agents the agent's own policy
   * @param commits those of a site's code that are on this host and begin with some digits
   * @param onChange what is written or taken out counts from the next turn on
   */
  OrderBook(
      Store store,
      Clock clock,
      Policy agents,
      BiFunction<Site.Source, String, List<String>> commits,
      StandIn standIn,
      Runnable onChange) {
    this.store = store;
    this.clock = clock;
    this.agents = agents;
    this.commits = commits;
    this.standIn = standIn;
    this.onChange = onChange;
    this.orders = load();
  }

  /** What is followed while git does not answer. */
  public StandIn standIn() {
    return standIn;
  }

  /** What holds now. */
  public synchronized Orders orders() {
    return orders.at(clock.instant());
  }

  /** What may be pinned under this name: a container, a release, both or neither. */
  public synchronized SortedSet<Subject> pinnable(String name) {
    return git.map(g -> g.pinnable(name)).orElseGet(TreeSet::new);
  }

  /** Whether git wants the same: then there is nothing to pin. */
  public synchronized boolean same(Subject subject, String wanted) {
    return git.filter(g -> g.same(subject, wanted)).isPresent();
  }

  /** What git wants here, when it does not want that site; unknown is wanted. */
  synchronized Optional<Desired> withoutSite(Name site) {
    return git.filter(g -> !g.wants(site)).map(Wanted::desired);
  }

  /** What git wants here, when it wants that site. */
  synchronized Optional<Desired> withSite(Name site) {
    return git.map(Wanted::desired).filter(d -> d.sites().containsKey(site));
  }

  /**
   * Why the policies of the pillar and of the agent forbid an image.
   *
   * @throws IllegalArgumentException when the text is no image's name
   */
  public synchronized Optional<String> forbids(String image) {
    return git.flatMap(g -> g.forbids(image));
  }

  /**
   * The commits of a site's code that are on this host and begin with these digits.
   *
   * @throws HostException TRANSIENT when its repository cannot be read
   */
  public List<String> commits(Subject release, String digits) {
    return source(release).map(s -> commits.apply(s, digits)).orElse(List.of());
  }

  private synchronized Optional<Site.Source> source(Subject release) {
    return git.flatMap(g -> g.source(new Name(release.name())));
  }

  /** Wants something else than git until some time, or until git wants the same. */
  public synchronized Pin pin(
      Subject subject, String wanted, String reason, String by, Optional<Instant> until) {
    var pin = new Pin(wanted, reason, by, clock.instant(), until);
    put(PINS, subject.toString(), pin);
    return pin;
  }

  /** Whether there was a pin. */
  public synchronized boolean unpin(Subject subject) {
    return drop(PINS, subject.toString());
  }

  /** Somebody agrees to what waits under this id. */
  public synchronized void approve(String id, Subject subject, String by) {
    put(APPROVED, id, new Approval(subject.toString(), by, clock.instant()));
  }

  /**
   * Forgets approvals of what is as git wants it, since the next time somebody has to agree anew;
   * and imports that were done since they were asked for, or refused.
   */
  synchronized void spend(List<Resource> resources, Memory memory) {
    var open =
        resources.stream()
            .filter(r -> r.sync() != Sync.SYNCED)
            .map(r -> r.subject().toString())
            .toList();
    drop(APPROVED, orders.approved(), (id, approval) -> !open.contains(approval.subject()));
    drop(AGAIN, orders.again(), (subject, again) -> answered(subject, again.since(), memory));
  }

  private static boolean answered(String subject, Instant since, Memory memory) {
    var done = Optional.ofNullable(memory.imports().get(subject)).map(Instant::parse);
    var refused = Optional.ofNullable(memory.quarantine().get(subject)).map(q -> q.since());
    return Stream.of(done, refused).flatMap(Optional::stream).anyMatch(at -> !at.isBefore(since));
  }

  /** Wants imports once more: those of what was done before now. */
  synchronized void fillAgain(List<Subject> subjects, boolean replace, String by) {
    var again = new Again(replace, by, clock.instant());
    subjects.forEach(subject -> put(AGAIN, subject.toString(), again));
  }

  /** Nothing of a resource changes until it is let go, or some time has come. */
  public synchronized Held hold(
      Subject subject, String reason, String by, Optional<Instant> until) {
    var held = new Held(reason, by, clock.instant(), until);
    put(HELD, subject.toString(), held);
    return held;
  }

  /** Whether it was held. */
  public synchronized boolean letGo(Subject subject) {
    return drop(HELD, subject.toString());
  }

  /** Learns what git asks for, and forgets what has ended: by its time, or because git agrees. */
  synchronized void tidy(Slice latest, Desired desired) {
    var now = new Wanted(latest, desired, agents);
    git = Optional.of(now);
    var live = orders();
    drop(PINS, orders.pins(), (key, pin) -> !live.pins().containsKey(key) || now.same(key, pin));
    drop(HELD, orders.held(), (key, held) -> !live.held().containsKey(key));
    drop(APPROVED, orders.approved(), (key, approval) -> old(approval.at()));
    drop(AGAIN, orders.again(), (key, again) -> old(again.since()));
  }

  private boolean old(Instant at) {
    return at.plus(APPROVED_FOR).isBefore(clock.instant());
  }

  private <V> void drop(String section, SortedMap<String, V> all, BiPredicate<String, V> over) {
    all.forEach(
        (key, value) -> {
          if (over.test(key, value)) {
            drop(section, key);
          }
        });
  }

  private void put(String section, String key, Object value) {
    store.execute("INSERT OR REPLACE INTO entry VALUES (?,?,?)", section, key, Store.write(value));
    changed();
  }

  private boolean drop(String section, String key) {
    var known =
        !store
            .query(r -> 1, "SELECT 1 FROM entry WHERE section=? AND key=?", section, key)
            .isEmpty();
    if (known) {
      store.execute("DELETE FROM entry WHERE section=? AND key=?", section, key);
      changed();
    }
    return known;
  }

  private void changed() {
    orders = load();
    onChange.run();
  }

  private Orders load() {
    return new Orders(
        load(PINS, Pin.class),
        load(APPROVED, Approval.class),
        load(HELD, Held.class),
        load(AGAIN, Again.class));
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
