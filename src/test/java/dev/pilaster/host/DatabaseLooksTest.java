package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Container;
import dev.pilaster.model.DatabaseState;
import dev.pilaster.model.DatabaseState.Question;
import dev.pilaster.model.Name;
import dev.pilaster.sim.Hands;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How often a database server is asked. */
final class DatabaseLooksTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Name DB = new Name("db");
  private static final DatabaseState GOOD =
      new DatabaseState(
          Optional.empty(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), 20);

  private final Hands clock = new Hands();
  private final List<DatabaseLooks.Ask> asked = new ArrayList<>();
  private volatile DatabaseState answer = GOOD;
  private final DatabaseLooks looks = new DatabaseLooks(this::answer, clock);

  private synchronized DatabaseState answer(DatabaseLooks.Ask ask) {
    asked.add(ask);
    return answer;
  }

  private Optional<DatabaseState> look() {
    return look(looks, container(Instant.EPOCH, Container.State.RUNNING), "shop");
  }

  private static Optional<DatabaseState> look(
      DatabaseLooks looks, Container container, String schema) {
    var question = new Question(Optional.empty(), new TreeSet<>(List.of(schema)), new TreeSet<>());
    var states = looks.states(Map.of(DB, question), List.of(container), Map.of(DB, 1));
    return Optional.ofNullable(states.get(DB));
  }

  private static Container container(Instant startedAt, Container.State state) {
    return new Container(
        "id",
        "db-g1",
        DB,
        1,
        "",
        "",
        state,
        startedAt,
        0,
        0,
        false,
        Optional.empty(),
        "",
        "",
        new TreeMap<>());
  }

  @Test
  void oneAnswerIsGoodForManyTurns() {
    for (var turn = 0; turn < 50; turn++) {
      assertThat(look()).contains(GOOD);
      clock.now = clock.now.plus(Duration.ofSeconds(1));
    }
    assertThat(asked).hasSize(1);
    looks.forgetAll();
    assertThat(look()).contains(GOOD);
    assertThat(asked).hasSize(2);
  }

  @Test
  void afterAMinuteItIsAskedAgainAndOnlyAnotherAnswerIsNews() {
    var asks = new CopyOnWriteArrayList<CompletableFuture<DatabaseState>>();
    var slow =
        new DatabaseLooks(
            ask -> {
              var one = new CompletableFuture<DatabaseState>();
              asks.add(one);
              return asks.size() == 1 ? GOOD : one.join();
            },
            clock);
    var news = new AtomicInteger();
    slow.onNews(news::incrementAndGet);
    var container = container(Instant.EPOCH, Container.State.RUNNING);
    assertThat(look(slow, container, "shop")).contains(GOOD);
    for (var other : List.of(GOOD, DatabaseState.failed("away"))) {
      var before = asks.size();
      assertThat(news).hasValue(0);
      clock.now = clock.now.plus(Duration.ofSeconds(61));
      assertThat(Poll.until(SOON, () -> isAsked(slow, container, asks, before))).isTrue();
      asks.get(before).complete(other);
      assertThat(Poll.until(SOON, () -> look(slow, container, "shop").equals(Optional.of(other))))
          .isTrue();
    }
    assertThat(Poll.until(SOON, () -> news.get() > 0)).isTrue();
    assertThat(asks).as("the first, and one for each minute").hasSize(3);
  }

  /** Until its answer is there it is taken for what it was. */
  private static boolean isAsked(
      DatabaseLooks looks, Container container, List<?> asks, int before) {
    assertThat(look(looks, container, "shop")).contains(GOOD);
    return asks.size() > before;
  }

  @Test
  void anotherServerOrAnotherQuestionIsAskedAtOnce() {
    look();
    look(looks, container(Instant.EPOCH.plusSeconds(1), Container.State.RUNNING), "shop");
    look(looks, container(Instant.EPOCH.plusSeconds(1), Container.State.RUNNING), "other");
    assertThat(asked).hasSize(3);
  }

  @Test
  void whatWasToldSomethingIsAskedAnew() {
    look();
    looks.renew(DB);
    look();
    looks.forgetAll();
    look();
    assertThat(asked).hasSize(3);
  }

  @Test
  void oneThatDoesNotRunIsNotAsked() {
    assertThat(look(looks, container(Instant.EPOCH, Container.State.EXITED), "shop")).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void oneThatFailsIsAskedAgainSoon() {
    answer = DatabaseState.failed("away");
    assertThat(look().flatMap(DatabaseState::error)).contains("away");
    answer = GOOD;
    clock.now = clock.now.plusSeconds(5);
    assertThat(look()).contains(GOOD);
  }

  @Test
  void aSlowServerHoldsNoTurnUpAndIsNews() throws InterruptedException {
    var slow = new CompletableFuture<DatabaseState>();
    var patient = new DatabaseLooks(ask -> slow.join(), clock);
    var news = new CountDownLatch(1);
    patient.onNews(news::countDown);
    var container = container(Instant.EPOCH, Container.State.RUNNING);
    assertThat(look(patient, container, "shop")).isEmpty();
    assertThat(look(patient, container, "shop")).as("waits once").isEmpty();
    slow.complete(GOOD);
    assertThat(news.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(look(patient, container, "shop")).contains(GOOD);
  }
}
