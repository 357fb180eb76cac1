package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.host.Events.Event;
import dev.pilaster.model.Container;
import dev.pilaster.model.Name;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a container is the same object until something happened to it. */
class InspectionsIT {
  @TempDir Path dir;
  private final BlockingQueue<Event> told = new LinkedBlockingQueue<>();
  private EngineBed bed;
  private BrokenDoor door;
  private Engine engine;
  private Optional<Events> events = Optional.empty();

  @BeforeEach
  void open() throws IOException {
    bed = new EngineBed(dir);
    bed.addNetwork();
    door = new BrokenDoor(dir.resolve("door.sock"), EngineBed.HOST);
    engine = new Engine(door.host(), bed.prefix, dir.resolve("configs"));
  }

  @AfterEach
  void close() throws IOException {
    if (events.isPresent()) {
      events.get().close();
    }
    engine.close();
    door.close();
    bed.close();
  }

  private Container run(Draft draft) {
    bed.engine.create(draft.spec());
    bed.engine.start("web-g1");
    return look();
  }

  private Container look() {
    return engine.containers().get(0);
  }

  private void follow() throws InterruptedException {
    events = Optional.of(engine.events(told::add));
    await(Event.CONNECTED);
  }

  private void await(String action) throws InterruptedException {
    var next = told.poll(20, TimeUnit.SECONDS);
    while (next != null && !next.action().equals(action)) {
      next = told.poll(20, TimeUnit.SECONDS);
    }
    assertThat(next).as(action).isNotNull();
  }

  @Test
  void aContainerThatNothingHappenedToIsNotInspectedAgain() throws InterruptedException {
    follow();
    run(bed.draft());
    await("start");
    var known = look();
    assertThat(look()).isSameAs(known);
    engine.inspections().forgetAll();
    assertThat(look()).isEqualTo(known).isNotSameAs(known);
  }

  @Test
  void whileNobodyFollowsTheEventsEachLookIsNew() {
    var before = run(bed.draft());
    assertThat(look()).isEqualTo(before).isNotSameAs(before);
  }

  @Test
  void anEventEndsWhatIsKnown() throws InterruptedException {
    follow();
    var before = run(bed.draft());
    bed.update(bed.draft(), body -> body.put("PidsLimit", 77));
    await("update");
    assertThat(look().fields()).containsEntry("pids_limit", "77");
    assertThat(before.fields()).doesNotContainEntry("pids_limit", "77");
  }

  @Test
  void whatIsBeingStartedIsLeftOut() throws InterruptedException {
    bed.engine.create(bed.draft().spec());
    var web = new Name("web");
    assertThat(engine.inspections().containers(Set.of(web))).isEmpty();
    assertThat(engine.inspections().containers(Set.of(new Name("other")))).hasSize(1);
    assertThat(engine.inspections().generations(web)).containsExactly(1);
    bed.engine.start("web-g1");
    assertThat(engine.inspections().containers(Set.of(web))).hasSize(1);
  }

  @Test
  void whatTheListShowsNeedsNoEvent() throws InterruptedException {
    follow();
    var draft = bed.draft();
    draft.networks = List.of("other");
    assertThat(run(draft).fields().get("networks")).contains("other");
    bed.disconnect(draft, "other");
    assertThat(look().fields().get("networks")).doesNotContain("other");
    bed.engine.stop("web-g1", Duration.ZERO);
    assertThat(look().running()).isFalse();
  }

  @Test
  void aConfigFileIsReadAgainEachTime() throws InterruptedException {
    follow();
    var draft = bed.draft();
    draft.configs.put("/etc/app.conf", "one");
    var before = run(draft);
    bed.overwriteConfigs(draft, "two");
    assertThat(look().fields().get("configs./etc/app.conf"))
        .isNotEqualTo(before.fields().get("configs./etc/app.conf"));
  }

  @Test
  void afterALostConnectionEverythingIsNew() throws InterruptedException {
    follow();
    run(bed.draft());
    await("start");
    var before = look();
    door.breakAll();
    await(Event.CONNECTED);
    assertThat(look()).isEqualTo(before).isNotSameAs(before);
  }
}
