package dev.pilaster.host;

import dev.pilaster.model.Container;
import dev.pilaster.model.DatabaseState;
import dev.pilaster.model.DatabaseState.Question;
import dev.pilaster.model.Name;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * What database servers have, asked as seldom as will do: when the server or the question is
 * another one, after it was told something, when {@link #forgetAll} is called, and in the first
 * turn after {@link #FRESH}, since no event tells what somebody else does there. No turn waits for
 * a server that is slow: its answer is there for a later one.
 */
final class DatabaseLooks {
  private static final Duration RETRY = Duration.ofSeconds(4);

  private static final Duration FRESH = Duration.ofMinutes(1);

  /** Several times what an answer takes. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /** Longer than the question itself may take. */
  private static final Duration LONGEST = Duration.ofSeconds(40);

  private final Function<Ask, DatabaseState> server;
  private final Clock clock;
  private final Map<Name, Look> looks = new TreeMap<>();
  private volatile Runnable news = () -> {};

  DatabaseLooks(Function<Ask, DatabaseState> server, Clock clock) {
    this.server = server;
    this.clock = clock;
  }

  /** {@code startedAt}: of the container, which may be another server after that. */
  record Ask(String container, Instant startedAt, Question question) {}

  /** A question on its way, or answered; {@code patient}: until when a turn waits for it. */
  private record Look(
      Ask ask,
      Instant at,
      long patient,
      Optional<DatabaseState> before,
      CompletableFuture<DatabaseState> answer) {
    Look old() {
      return new Look(ask, Instant.MIN, patient, before, answer);
    }

    /** Blank while nobody knows. */
    Optional<DatabaseState> known() {
      return answer.isDone() ? Optional.of(answer.join()) : before;
    }
  }

  /** Called from another thread when an answer comes that a turn did not wait for. */
  void onNews(Runnable listener) {
    news = listener;
  }

  /** What is known; a server without a running generation is left out, as is what nobody knows. */
  SortedMap<Name, DatabaseState> states(
      Map<Name, Question> questions, List<Container> containers, Map<Name, Integer> live) {
    var current = new TreeMap<Name, Look>();
    for (var container : containers) {
      var question = questions.get(container.service());
      var serves = live.getOrDefault(container.service(), 0) == container.generation();
      if (question != null && serves && container.running()) {
        var ask = new Ask(container.name(), container.startedAt(), question);
        current.put(container.service(), look(container.service(), ask));
      }
    }
    var states = new TreeMap<Name, DatabaseState>();
    current.forEach((name, look) -> waited(look).ifPresent(s -> states.put(name, s)));
    return states;
  }

  /** What was known of the server counts no more: it is asked at once, and waited for. */
  void renew(Name service) {
    again(service).ifPresent(this::await);
  }

  private synchronized Optional<Look> again(Name service) {
    var last = Optional.ofNullable(looks.remove(service));
    return last.map(l -> begin(service, l.ask(), Optional.empty(), PATIENCE));
  }

  private void await(Look look) {
    try {
      look.answer().get(LONGEST.toNanos(), TimeUnit.NANOSECONDS);
    } catch (java.util.concurrent.TimeoutException | java.util.concurrent.ExecutionException e) {
      look.answer().complete(DatabaseState.failed("no answer: " + e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Likewise all of them, which are taken for what they were until they have answered. */
  synchronized void forgetAll() {
    looks.replaceAll((name, l) -> l.old());
  }

  private synchronized Look look(Name service, Ask ask) {
    var last = Optional.ofNullable(looks.get(service)).filter(l -> l.ask().equals(ask));
    var known = last.filter(this::holds);
    return known.isPresent() && !isStale(known.get())
        ? known.get()
        : begin(service, ask, last, known.isPresent() ? Duration.ZERO : PATIENCE);
  }

  /** It may count still, and nobody waits until that is known. */
  private boolean isStale(Look look) {
    return look.answer().isDone() && !clock.instant().isBefore(look.at().plus(FRESH));
  }

  private boolean holds(Look look) {
    var error = look.answer().isDone() && look.answer().join().error().isPresent();
    var asked = look.at().isAfter(Instant.MIN);
    return asked && (!error || clock.instant().isBefore(look.at().plus(RETRY)));
  }

  private Look begin(Name service, Ask ask, Optional<Look> last, Duration patience) {
    var before = last.flatMap(Look::known);
    var patient = System.nanoTime() + patience.toNanos();
    var look = new Look(ask, clock.instant(), patient, before, new CompletableFuture<>());
    looks.put(service, look);
    new Daemon("database").newThread(() -> ask(look)).start();
    return look;
  }

  private void ask(Look look) {
    try {
      look.answer().complete(server.apply(look.ask()));
    } catch (RuntimeException e) {
      look.answer().complete(DatabaseState.failed(e.toString()));
    }
  }

  private void tell(Look look, DatabaseState state) {
    if (!look.before().equals(Optional.of(state))) {
      news.run();
    }
  }

  private Optional<DatabaseState> waited(Look look) {
    try {
      var left = Math.max(0, look.patient() - System.nanoTime());
      return Optional.of(look.answer().get(left, TimeUnit.NANOSECONDS));
    } catch (java.util.concurrent.TimeoutException e) {
      var unused = look.answer().thenAccept(state -> tell(look, state));
      return look.known();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return look.known();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("an answer that failed: " + e, e);
    }
  }
}
