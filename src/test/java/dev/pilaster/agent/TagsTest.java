package dev.pilaster.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Desired;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.ImageRef;
import dev.pilaster.model.Server;
import dev.pilaster.sim.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

final class TagsTest {
  private final TreeMap<String, String> registry = new TreeMap<>();
  private final List<String> asked = new ArrayList<>();
  private int moved;

  private final Tags tags = new Tags(this::ask, Optional::empty, () -> moved++);

  private String ask(ImageRef image, Optional<Server.Credentials> credentials) {
    asked.add(image.toString());
    return Optional.ofNullable(registry.get(image.toString()))
        .orElseThrow(() -> new HostException(Kind.TRANSIENT, "away"));
  }

  private static Optional<Desired> wanted() {
    var files = new TreeMap<>(Fixtures.SITES);
    files.put("servers/web1.yaml", Fixtures.SERVER);
    return Fixtures.slice(files).desired();
  }

  private void look() {
    tags.look(wanted().orElseThrow());
  }

  @Test
  void eachTagIsAskedForOnceAndAMoveIsToldOnce() {
    registry.put("registry.example.com/php:8.2", "sha256:a");
    registry.put("registry.example.com/php:8.4", "sha256:b");
    look();
    assertThat(asked).containsExactlyInAnyOrderElementsOf(registry.keySet());
    look();
    assertThat(tags.latest()).isEqualTo(registry);
    assertThat(moved).isEqualTo(1);
  }

  @Test
  void whoAsksNeedNotWaitForTheHour() throws InterruptedException {
    var rounds = new Semaphore(0);
    Tags.Registry counting =
        (image, login) -> {
          rounds.release();
          return "sha256:a";
        };
    var eager = new Tags(counting, TagsTest::wanted, () -> {});
    var thread = new Thread(eager, "tags");
    thread.start();
    rounds.acquire(2);
    eager.ask();
    rounds.acquire(2);
    thread.interrupt();
    thread.join();
    assertThat(rounds.availablePermits()).isZero();
  }

  @Test
  void whatARegistrySaidLastStaysWhileItIsAway() {
    registry.put("registry.example.com/php:8.2", "sha256:a");
    look();
    registry.clear();
    look();
    assertThat(tags.latest()).containsEntry("registry.example.com/php:8.2", "sha256:a");
    assertThat(moved).isEqualTo(1);
  }
}
