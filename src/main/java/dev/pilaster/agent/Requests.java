package dev.pilaster.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Syncs that were asked for: each is answered by a turn that began its fetch after the request. */
final class Requests {
  private static final Duration FETCH = Duration.ofSeconds(105);

  private final LongSupplier fetch;
  private final Runnable nudge;
  private final List<Asked> asked = new ArrayList<>();
  private long admitted;

  /**
   * @param fetch asks for a fetch and answers its number
   * @param nudge asks for one that is not made at once when another has just been made
   */
  Requests(LongSupplier fetch, Runnable nudge) {
    this.fetch = fetch;
    this.nudge = nudge;
  }

  /** A request, its fetch's number, and who waits for it. */
  record Asked(
      long number,
      SyncRequest request,
      CompletableFuture<Operation> opened,
      CompletableFuture<Operation> ended) {}

  /** Asks, and waits until the operation began, then at most {@code wait} for its end. */
  Operation sync(SyncRequest request, Duration wait) {
    var mine = add(request);
    try {
      var operation = mine.opened().get(FETCH.toMillis(), TimeUnit.MILLISECONDS);
      return wait.isZero() ? operation : within(mine, operation, wait);
    } catch (TimeoutException e) {
      throw new IllegalStateException("no turn began within " + FETCH.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the agent is stopping", e);
    } finally {
      forget(mine);
    }
  }

  private static Operation within(Asked mine, Operation begun, Duration wait)
      throws ExecutionException, InterruptedException {
    try {
      return mine.ended().get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return begun;
    }
  }

  private synchronized Asked add(SyncRequest request) {
    var mine =
        new Asked(fetch.getAsLong(), request, new CompletableFuture<>(), new CompletableFuture<>());
    asked.add(mine);
    return mine;
  }

  private synchronized void forget(Asked mine) {
    asked.remove(mine);
  }

  /** The requests that this fetch answers. */
  synchronized List<Asked> admit(long fetched) {
    admitted = fetched;
    return asked.stream().filter(this::unanswered).toList();
  }

  /** Of the operation that somebody waits for whose fetch was made; empty when nobody does. */
  synchronized Optional<Cause> cause() {
    return asked.stream()
        .filter(a -> !a.request().dryRun() && unanswered(a))
        .map(a -> a.request().cause())
        .findFirst();
  }

  private boolean unanswered(Asked request) {
    return request.number() <= admitted && !request.opened().isDone();
  }

  /** Tells those whose fetch was made which operation answers them. */
  synchronized void opened(Operation operation) {
    asked.stream()
        .filter(a -> !a.request().dryRun() && unanswered(a))
        .forEach(a -> a.opened().complete(operation));
  }

  /** Answers the dry runs with an operation that never was. */
  synchronized void dry(Function<SyncRequest, Operation> planned) {
    for (var request : asked) {
      if (request.request().dryRun() && unanswered(request)) {
        var operation = planned.apply(request.request());
        request.opened().complete(operation);
        request.ended().complete(operation);
      }
    }
  }

  synchronized void ended(Operation operation) {
    asked.stream().filter(a -> a.opened().isDone()).forEach(a -> a.ended().complete(operation));
  }

  /** As after a webhook. */
  void nudge() {
    nudge.run();
  }

  /** Asks for a fetch that nobody waits for. */
  void poll() {
    var unused = fetch.getAsLong();
  }
}
