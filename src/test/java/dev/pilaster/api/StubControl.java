package dev.pilaster.api;

import dev.pilaster.agent.Binding;
import dev.pilaster.agent.Control;
import dev.pilaster.agent.Live;
import dev.pilaster.agent.Operation;
import dev.pilaster.agent.OrderBook;
import dev.pilaster.agent.OrderBooks;
import dev.pilaster.agent.Progress;
import dev.pilaster.agent.SiteData;
import dev.pilaster.agent.Status;
import dev.pilaster.agent.SyncRequest;
import dev.pilaster.model.HostException;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Plan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** An agent that stands as it is told to, and notes what it was asked. */
public final class StubControl implements Control {
  public volatile Status status = Samples.status();
  public volatile Plan plan = Samples.plan();
  public volatile BiFunction<SyncRequest, Duration, Operation> sync =
      (request, wait) -> wait.isZero() ? Samples.running() : Samples.finished();
  public final List<Operation> operations =
      new ArrayList<>(List.of(Samples.finished(), Samples.older()));
  public final SortedMap<String, Memory.Quarantine> refused = new TreeMap<>(Samples.refused());
  public final List<String> asked = new ArrayList<>();

  public volatile Optional<Operation> terminating = Optional.empty();
  public volatile boolean away;

  /** Follows from a webhook. */
  public volatile Runnable polled = () -> {};

  public volatile List<Progress> progress = List.of();
  public volatile Binding.Machine machine = Samples.machine();
  private final Live live =
      new Live(() -> progress, (container, lines) -> logs(container, lines), () -> machine);

  /** How long before the API's own time orders are given. */
  public volatile Duration ago = Duration.ZERO;

  private final OrderBook orders =
      OrderBooks.temporary(((InstantSource) () -> Samples.NOW.minus(ago)).withZone(ZoneOffset.UTC));

  private String logs(String container, int lines) {
    if (away) {
      throw new HostException(HostException.Kind.TRANSIENT, "the engine does not answer");
    }
    return container + "\nthe last of " + lines + " lines\n";
  }

  @Override
  public Live live() {
    return live;
  }

  @Override
  public Optional<Operation> terminate(String by) {
    asked.add("terminate " + by);
    return terminating;
  }

  @Override
  public OrderBook orders() {
    return orders;
  }

  @Override
  public SiteData data() {
    return OrderBooks.data(orders);
  }

  @Override
  public Status status() {
    return status;
  }

  @Override
  public Plan plan() {
    return plan;
  }

  @Override
  public Operation sync(SyncRequest request, Duration wait) {
    asked.add(request + " " + wait);
    return sync.apply(request, wait);
  }

  @Override
  public Optional<Operation> operation(long id) {
    return operations.stream().filter(o -> o.id() == id).findFirst();
  }

  @Override
  public List<Operation> history(int limit, long before) {
    return operations.stream().filter(o -> o.id() < before).limit(limit).toList();
  }

  @Override
  public SortedMap<String, Memory.Quarantine> quarantine() {
    return refused;
  }

  @Override
  public boolean clearQuarantine(String subject) {
    asked.add("clear " + subject);
    return refused.remove(subject) != null;
  }

  @Override
  public void suspend(String reason, Optional<Instant> until) {
    asked.add("suspend " + reason + " " + until);
  }

  @Override
  public void resume() {
    asked.add("resume");
  }

  @Override
  public void poll() {
    asked.add("poll");
    polled.run();
  }

  @Override
  public boolean follows(String ref) {
    return ref.equals("refs/heads/main");
  }
}
