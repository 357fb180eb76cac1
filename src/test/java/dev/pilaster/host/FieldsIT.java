package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Difference;
import dev.pilaster.model.Fields;
import dev.pilaster.plan.Drift;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each key of a container's schema on a real engine: no false drift, and no missed one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FieldsIT {
  @TempDir static Path dir;
  private EngineBed bed;
  private Events events;

  /** Another engine has the same tests. */
  String host() {
    return EngineBed.HOST;
  }

  @BeforeAll
  void open() throws InterruptedException {
    bed = new EngineBed(dir, host());
    bed.addNetwork();
    var connected = new CountDownLatch(1);
    events = bed.engine.events(event -> connected.countDown());
    assertThat(connected.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @AfterEach
  void clean() {
    bed.removeContainers();
  }

  @AfterAll
  void close() throws IOException {
    events.close();
    bed.close();
    Files.deleteIfExists(Path.of(FieldCases.MADE));
  }

  static List<FieldCase> cases() {
    return FieldCases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void keyIsKeptAndItsAlterationIsSeen(FieldCase field) {
    var draft = bed.draft();
    field.set().accept(draft);
    bed.engine.create(draft.spec());
    assertThat(drift(draft)).isEmpty();
    if (field.startable()) {
      bed.engine.start(draft.spec().name());
      assertThat(bed.only().running()).isTrue();
    }
    assertThat(drift(draft)).isEmpty();
    field.alteration().alter(bed, draft);
    assertThat(soon(draft)).extracting(Difference::field).containsExactly(field.drifts());
  }

  static List<FieldCase> spellings() {
    return FieldSpellings.all();
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void valueThatTheEngineWritesOtherwiseIsNoDrift(FieldCase field) {
    var draft = bed.draft();
    field.set().accept(draft);
    bed.engine.create(draft.spec());
    bed.engine.start(draft.spec().name());
    assertThat(bed.only().running()).isTrue();
    assertThat(drift(draft)).isEmpty();
  }

  /** As soon as the engine's event is here. */
  private List<Difference> soon(Draft draft) {
    var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    var drift = drift(draft);
    while (drift.isEmpty() && System.nanoTime() < end) {
      drift = drift(draft);
    }
    return drift;
  }

  private List<Difference> drift(Draft draft) {
    var live = bed.only();
    var drift = new ArrayList<>(Drift.of(Fields.of(draft.spec()), live.fields()));
    if (!live.restart().equals(draft.restart)) {
      drift.add(new Difference("restart", draft.restart, live.restart()));
    }
    return drift;
  }
}
