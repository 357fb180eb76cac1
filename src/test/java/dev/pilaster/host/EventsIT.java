package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.host.Events.Event;
import dev.pilaster.model.Name;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hints from a real engine, also through a door that breaks. */
class EventsIT {
  @TempDir static Path dir;
  private static EngineBed bed;
  private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>();
  private BrokenDoor door;
  private Engine engine;
  private Events events;

  @BeforeAll
  static void openBed() {
    bed = new EngineBed(dir);
  }

  @BeforeEach
  void open() throws IOException, InterruptedException {
    door = new BrokenDoor(dir.resolve("door.sock"), EngineBed.HOST);
    engine = new Engine(door.host(), bed.prefix, dir.resolve("configs"));
    events = engine.events(queue::add);
    assertThat(next().action()).isEqualTo(Event.CONNECTED);
  }

  @AfterEach
  void close() throws IOException {
    events.close();
    engine.close();
    door.close();
    bed.removeContainers();
  }

  @AfterAll
  static void closeBed() throws IOException {
    bed.close();
  }

  private Event next() throws InterruptedException {
    var event = queue.poll(20, TimeUnit.SECONDS);
    assertThat(event).isNotNull();
    return event;
  }

  private List<String> until(String action) throws InterruptedException {
    var actions = new ArrayList<String>();
    do {
      actions.add(next().action());
    } while (!actions.contains(action));
    return actions;
  }

  @Test
  void lifeOfAContainerIsSignalled() throws InterruptedException {
    bed.engine.create(bed.draft().spec());
    bed.engine.start("web-g1");
    bed.engine.stop("web-g1", Duration.ofSeconds(1));
    bed.engine.remove("web-g1");
    assertThat(until("destroy")).contains("create", "start", "die");
  }

  @Test
  void eventNamesItsServiceAndTime() throws InterruptedException {
    var before = Instant.now();
    bed.engine.create(bed.draft().spec());
    var event = next();
    assertThat(event.service()).isEqualTo(Optional.of(new Name("web")));
    assertThat(event.at()).isBetween(before, Instant.now());
  }

  @Test
  void healthIsSignalledAndItsProbesAreNot() throws InterruptedException {
    var draft = bed.draft();
    draft.healthcheck = FieldSpellings.every(Duration.ofMillis(200));
    bed.engine.create(draft.spec());
    bed.engine.start("web-g1");
    var actions = until("health_status: healthy");
    assertThat(actions).noneMatch(a -> a.startsWith("exec"));
    assertThat(bed.only().health()).contains("healthy");
  }

  @Test
  void containersOfOthersAreNotSignalled() throws IOException, InterruptedException {
    try (var other = new EngineBed(dir.resolve("other"))) {
      other.engine.create(other.draft().spec());
    }
    bed.engine.create(bed.draft().spec());
    bed.engine.remove("web-g1");
    assertThat(until("destroy")).containsExactly("create", "destroy");
  }

  @Test
  void brokenConnectionComesBackAndIsSignalled() throws IOException, InterruptedException {
    door.breakAll();
    assertThat(next().action()).isEqualTo(Event.LOST);
    assertThat(next().action()).isEqualTo(Event.CONNECTED);
    bed.engine.create(bed.draft().spec());
    assertThat(next().action()).isEqualTo("create");
  }

  @Test
  void engineThatIsAwayForAWhileIsFoundAgain() throws IOException, InterruptedException {
    door.close();
    assertThat(next().action()).isEqualTo(Event.LOST);
    assertThat(queue.poll(1, TimeUnit.SECONDS)).isNull();
    door = new BrokenDoor(dir.resolve("door.sock"), EngineBed.HOST);
    assertThat(next().action()).isEqualTo(Event.CONNECTED);
  }

  @Test
  void closingEndsTheSignals() throws IOException, InterruptedException {
    events.close();
    bed.engine.create(bed.draft().spec());
    assertThat(queue.poll(500, TimeUnit.MILLISECONDS)).isNull();
  }
}
