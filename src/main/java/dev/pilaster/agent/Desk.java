package dev.pilaster.agent;

import dev.pilaster.model.Change;
import dev.pilaster.model.Commit;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Orders;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Problem;
import dev.pilaster.model.Resource.Health;
import dev.pilaster.model.Resource.Sync;
import dev.pilaster.model.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Between the turn and those who ask: takes requests in, opens and ends the operation, and shows
 * how everything stands. The turn calls it on its own thread; {@link Control}'s methods come from
 * any.
 */
final class Desk implements Control {
  private static final Plan NOTHING =
      new Plan(List.of(), List.of(), Memory.empty(), Optional.empty(), List.of());

  private final String server;
  private final History history;
  private final Ledger ledger;
  private final Requests requests;
  private final Suspension suspension;
  private final OrderBook orders;
  private final SiteData data;
  private final Marks marks;
  private final Events events;
  private final Live live;
  private final Standings standings = new Standings();
  private final Wishes wishes = new Wishes();
  private Optional<SyncRequest> current = Optional.empty();
  private Memory memory = Memory.empty();
  private Plan plan = NOTHING;
  private Optional<Operation> last;
  private volatile Status status;
  private volatile Refs refs = Refs.unknown();

  Desk(
      String server,
      History history,
      Requests requests,
      Suspension suspension,
      OrderBook orders,
      SiteData data,
      Marks marks,
      Events events,
      Live live) {
    this.server = server;
    this.history = history;
    this.ledger = new Ledger(history);
    this.requests = requests;
    this.suspension = suspension;
    this.orders = orders;
    this.data = data;
    this.marks = marks;
    this.events = events;
    this.live = live;
    history.endInterrupted(marks.now()).forEach(events::ended);
    this.last = history.list(1, Long.MAX_VALUE).stream().findFirst();
    this.status = status(Fetched.nothing(), Sync.UNKNOWN, Health.UNKNOWN, false, Optional.empty());
  }

  /** Takes in the requests whose fetch has been made, and what they change of memory. */
  synchronized Memory admit(Fetched fetched, Memory known) {
    var admitted =
        requests.admit(fetched.asked()).stream().filter(r -> !r.request().dryRun()).toList();
    admitted.forEach(r -> current = Optional.of(r.request()));
    return wishes.granted(known, plan, admitted, data.purges().forgotten(), marks.now());
  }

  /** Whether nothing may be changed now. */
  synchronized boolean holds() {
    return suspension.holds(current.filter(SyncRequest::whileSuspended).isPresent());
  }

  @Override
  public Live live() {
    return live;
  }

  @Override
  public synchronized Optional<Operation> terminate(String by) {
    var why = "terminated by " + by;
    var terminating = ledger.terminate(why);
    terminating.ifPresent(o -> wishes.terminate(why));
    requests.poll();
    return terminating;
  }

  @Override
  public OrderBook orders() {
    return orders;
  }

  @Override
  public SiteData data() {
    return data;
  }

  /** What people told the agent, the sync under way included. */
  synchronized Orders ordered() {
    return orders
        .orders()
        .during(
            current.filter(SyncRequest::outsideWindow).isPresent(),
            current.map(SyncRequest::only).orElse(Set.of()));
  }

  /** The part of a plan that may be begun now. */
  synchronized Plan allowed(Plan whole) {
    return holds() ? NOTHING : whole;
  }

  /** Writes down a turn. */
  synchronized void note(Turn turn) {
    var slice = turn.fetched().slice().orElseThrow();
    var due = turn.due();
    memory = turn.plan().memory();
    plan = turn.plan();
    open(turn, slice, due);
    ledger.record(due, turn.outcomes());
    Tally.of(turn, events);
    standings.update(turn.plan().resources(), turn.now());
    orders.spend(turn.plan().resources(), memory);
    if (ledger.open().isPresent() && turn.atRest(holds())) {
      end(slice, turn);
    }
    finish(turn.fetched(), standings.sync(), standings.health(), true, turn.now());
    events.turned(Duration.between(turn.now(), marks.now()), !due.isEmpty());
  }

  private void open(Turn turn, Slice slice, List<Change> due) {
    var fresh =
        !holds() && !marks.attempted().map(Commit::id).equals(Optional.of(slice.commit().id()));
    var asked = requests.cause();
    if (fresh || asked.isPresent() || !due.isEmpty() || !turn.outcomes().isEmpty()) {
      if (fresh || ledger.open().isEmpty()) {
        var trigger = fresh ? turn.fetched().by() : turn.trigger();
        ledger.begin(asked.orElse(Cause.of(trigger)), slice.commit(), turn.now());
      }
      marks.attempted(slice.commit());
    }
    ledger.open().ifPresent(requests::opened);
    requests.dry(
        r -> Ledger.planned(r.cause(), slice.commit(), r.of(turn.plan().changes()), turn.now()));
  }

  private void end(Slice slice, Turn turn) {
    memory.quarantine().forEach((key, q) -> ledger.refused(key, q.reason()));
    turn.plan().changes().forEach(ledger::waits);
    var problems = new ArrayList<>(slice.problems().stream().map(Problem::text).toList());
    turn.fetched().trouble().ifPresent(problems::add);
    turn.blockers().forEach(problems::add);
    held(turn).ifPresent(problems::add);
    var ended = ledger.end(problems, turn.now());
    if (standings.sync() == Sync.SYNCED && problems.isEmpty()) {
      marks.applied(slice.commit());
    }
    current = Optional.empty();
    last = ended.or(() -> last);
    ended.ifPresent(events::ended);
    ended.ifPresent(requests::ended);
  }

  /** An operation that was asked for and found something to do has not done it. */
  private Optional<String> held(Turn turn) {
    return suspension
        .reason()
        .filter(reason -> holds() && !turn.plan().changes().isEmpty())
        .map(reason -> "suspended: " + reason);
  }

  /** The server's own files are wrong and never were right, or git was never read. */
  synchronized void nothingToWant(Fetched fetched, Instant now) {
    fetched
        .slice()
        .ifPresent(
            slice -> {
              if (!marks.attempted().map(Commit::id).equals(Optional.of(slice.commit().id()))
                  || requests.cause().isPresent()) {
                var cause = requests.cause().orElse(Cause.of(fetched.by()));
                ledger.begin(cause, slice.commit(), now);
                marks.attempted(slice.commit());
                ledger.open().ifPresent(requests::opened);
                last = ledger.end(slice.problems().stream().map(Problem::text).toList(), now);
                last.ifPresent(events::ended);
                last.ifPresent(requests::ended);
              }
            });
    finish(fetched, Sync.UNKNOWN, Health.UNKNOWN, true, now);
  }

  /** The host could not be observed, or what is known of it not kept. */
  synchronized void unknown(Fetched fetched, String why, boolean engine, Instant now) {
    finish(fetched, Sync.UNKNOWN, Health.UNKNOWN, engine, now);
    org.slf4j.LoggerFactory.getLogger(Desk.class).warn("{}", why);
  }

  private void finish(Fetched fetched, Sync sync, Health health, boolean engine, Instant now) {
    var held = suspension.reason().isPresent() && health.compareTo(Health.PROGRESSING) <= 0;
    refs = Refs.of(fetched);
    status = status(fetched, sync, held ? Health.SUSPENDED : health, engine, Optional.of(now));
    events.stands(status, plan.approvals());
    live.stood(status, fetched.slice().flatMap(Slice::desired));
    notifyAll();
  }

  private Status status(
      Fetched fetched, Sync sync, Health health, boolean engine, Optional<Instant> turned) {
    return new Status(
        server,
        sync,
        health,
        suspension.reason(),
        fetched.slice().map(Slice::commit),
        marks.attempted(),
        marks.applied(),
        ledger.open().or(() -> last),
        fetched.slice().map(Slice::problems).orElse(List.of()),
        standings.list(),
        fetched.error(),
        fetched.polledAt(),
        turned,
        engine);
  }

  @Override
  public Status status() {
    return status;
  }

  @Override
  public synchronized Plan plan() {
    return plan;
  }

  @Override
  public Operation sync(SyncRequest request, Duration wait) {
    return requests.sync(request, wait);
  }

  @Override
  public Optional<Operation> operation(long id) {
    return history.operation(id);
  }

  @Override
  public List<Operation> history(int limit, long before) {
    return history.list(limit, before);
  }

  @Override
  public synchronized SortedMap<String, Memory.Quarantine> quarantine() {
    return new TreeMap<>(memory.quarantine());
  }

  @Override
  public synchronized boolean clearQuarantine(String subject) {
    wishes.clear(subject);
    requests.poll();
    return memory.quarantine().containsKey(subject);
  }

  @Override
  public void suspend(String reason, Optional<Instant> until) {
    suspension.suspend(reason, until);
    requests.poll();
  }

  @Override
  public void resume() {
    suspension.resume();
    requests.poll();
  }

  @Override
  public void poll() {
    requests.nudge();
  }

  @Override
  public boolean follows(String ref) {
    return refs.follow(ref);
  }
}
