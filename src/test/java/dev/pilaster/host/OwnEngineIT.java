package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pilaster.host.Events.Event;
import dev.pilaster.host.Images.Progress;
import dev.pilaster.model.Container;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.ImageRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine whose disk is full, one that has no image yet, and one that restarts. */
class OwnEngineIT {
  /** Of 170 MB, more than the small disk has. */
  private static final String LARGE = "pilaster-test/redis:7.0-1";

  private static final Duration SOON = Duration.ofSeconds(20);

  private static final Executor POOL = Executors.newCachedThreadPool(new Daemon("pull"));

  @TempDir Path dir;

  private OwnEngine engine(int mebibytes, String... options) throws Exception {
    return new OwnEngine(dir.resolve("engine"), mebibytes, options);
  }

  @Test
  void aPullOntoAFullDiskLeavesNothingAndWorksOnceThereIsRoom() throws Exception {
    try (var registry = new RegistryBed(Files.createDirectory(dir.resolve("registry")));
        var machines = new Api(EngineBed.HOST);
        var own = engine(64);
        var engine = new Engine(own.host(), "t-", dir.resolve("configs"))) {
      registry.push(machines, LARGE, "large", "1");
      var image = ImageRef.parse(registry.address + "/large:1");
      var failure = catchThrowableOfType(HostException.class, () -> pull(engine, image));
      assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(failure)
          .hasMessageStartingWith("pull " + image)
          .hasMessageContaining("no space left on device");
      assertThat(engine.images().digests()).isEmpty();
      assertThat(engine.images().images()).isEmpty();
      own.grow(1024);
      var digest = pull(engine, image);
      assertThat(engine.images().digests()).containsEntry(image.toString(), digest);
    }
  }

  @Test
  void imagesArePulledAtTheSameTimeEachWithItsOwnProgress() throws Exception {
    try (var registry = new RegistryBed(Files.createDirectory(dir.resolve("registry")));
        var machines = new Api(EngineBed.HOST);
        var own = engine(1024);
        var engine = new Engine(own.host(), "t-", dir.resolve("configs"))) {
      var images = List.of(LARGE, Draft.IMAGE, "pilaster-base:bookworm");
      var pulls = new ArrayList<CompletableFuture<List<Progress>>>();
      var together = new CyclicBarrier(images.size());
      for (var i = 0; i < images.size(); i++) {
        registry.push(machines, images.get(i), "image" + i, "1");
        var image = ImageRef.parse(registry.address + "/image" + i + ":1");
        pulls.add(CompletableFuture.supplyAsync(() -> watched(engine, image, together), POOL));
      }
      for (var i = 0; i < images.size(); i++) {
        var lines = pulls.get(i).get(60, TimeUnit.SECONDS);
        assertThat(lines.get(0).status()).isEqualTo("Pulling from image" + i);
        assertThat(lines).anyMatch(l -> l.current() > 0 && l.total() >= l.current());
      }
      assertThat(engine.images().digests()).hasSize(images.size());
    }
  }

  /** The lines of a pull; the first one is waited for by all pulls. */
  private static List<Progress> watched(Engine engine, ImageRef image, CyclicBarrier together) {
    var lines = new ArrayList<Progress>();
    engine.pull(
        image,
        Optional.of(RegistryBed.LOGIN),
        line -> {
          if (lines.isEmpty()) {
            await(together);
          }
          lines.add(line);
        });
    return lines;
  }

  private static void await(CyclicBarrier together) {
    try {
      together.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new AssertionError("the pulls are not under way at the same time", e);
    }
  }

  private static String pull(Engine engine, ImageRef image) {
    return engine.pull(image, Optional.of(RegistryBed.LOGIN), progress -> {});
  }

  @Test
  void withLiveRestoreAContainerDoesNotNoticeThatItsEngineRestarts() throws Exception {
    try (var own = engine(512, "--live-restore")) {
      assertThat(afterARestart(own)).isEqualTo(List.of(true, true));
    }
  }

  @Test
  void withoutItTheEngineStartsTheSameContainerAgain() throws Exception {
    try (var own = engine(512)) {
      assertThat(afterARestart(own)).isEqualTo(List.of(true, false));
    }
  }

  /** Whether it is the same container, and whether its processes are the same. */
  private List<Boolean> afterARestart(OwnEngine own) throws Exception {
    own.load(Draft.IMAGE);
    var queue = new LinkedBlockingQueue<Event>();
    try (var bed = new EngineBed(dir, own.host());
        var events = bed.engine.events(queue::add)) {
      assertThat(events).isNotNull();
      var before = running(bed);
      own.restart();
      awaitRunning(bed);
      var after = bed.only();
      assertThat(after.running()).isTrue();
      assertThat(after.restarts()).isZero();
      assertThat(after.fields()).isEqualTo(before.fields());
      queue.clear();
      bed.engine.stop("web-g1", Duration.ofSeconds(1));
      assertThat(next(queue, "die")).isTrue();
      return List.of(after.id().equals(before.id()), after.startedAt().equals(before.startedAt()));
    }
  }

  private static Container running(EngineBed bed) {
    var draft = bed.draft();
    draft.restart = "unless-stopped";
    bed.engine.create(draft.spec());
    bed.engine.start("web-g1");
    return bed.only();
  }

  private static void awaitRunning(EngineBed bed) throws InterruptedException {
    var end = System.nanoTime() + SOON.toNanos();
    while (!bed.only().running() && System.nanoTime() < end) {
      Thread.sleep(100);
    }
  }

  private static boolean next(LinkedBlockingQueue<Event> queue, String action)
      throws InterruptedException {
    for (var event = queue.poll(20, TimeUnit.SECONDS); event != null; ) {
      if (event.action().equals(action)) {
        return true;
      }
      event = queue.poll(20, TimeUnit.SECONDS);
    }
    return false;
  }
}
