package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A host that came up without one of its disks. */
@ExtendWith(OnDemoHost.class)
class UnmountedDataIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String DISK = "/srv/disk";

  private Database database;

  @AfterEach
  void remove() {
    database.remove();
    database.host().box.sh("rm -rf " + DISK);
  }

  @Test
  void nothingIsStartedOnTheEmptyPlaceUntilTheDiskIsBack(DemoHost host) {
    database = Database.on(host, "vault");
    mount();
    database.deploy("10.11-1", false);
    var rows = database.rows();
    var before = host.box.only(database.name());

    host.box.sh("systemctl stop docker.socket docker && umount " + database.dir());
    host.box.sh("systemctl start docker");
    host.await.until("it is reported", SOON, () -> message().startsWith("Stuck: the mark of "));
    assertThat(message()).contains(database.dir() + " is gone", "Mount its disk");
    assertNothingRuns();
    for (var verb : new String[] {"start", "restart"}) {
      var byHand = host.box.run("docker", verb, before.name());
      assertThat(byHand.exit()).isNotZero();
      assertThat(byHand.err()).contains(database.dir() + "/.pilaster-data");
    }
    host.api.sync();
    assertNothingRuns();

    mount();
    host.becomesSynced();
    assertThat(host.box.only(database.name()).id()).isEqualTo(before.id());
    assertThat(database.rows()).isEqualTo(rows);
  }

  private void mount() {
    database.host().box.sh("mkdir -p " + DISK);
    database.host().box.sh("mount --bind " + DISK + " " + database.dir());
  }

  private String message() {
    return database.resource().orElseThrow().path("message").asText();
  }

  private void assertNothingRuns() {
    var box = database.host().box;
    assertThat(box.generations(database.name())).noneMatch(Box.Generation::running);
    assertThat(box.sh("ls -A " + database.dir())).isEmpty();
  }
}
