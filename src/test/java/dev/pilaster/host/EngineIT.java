package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.Container;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Observed.NetworkState;
import dev.pilaster.model.Server;
import dev.pilaster.model.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The verbs on a real engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineIT {
  private static final Duration SHORT = Duration.ofSeconds(10);
  @TempDir static Path dir;
  private EngineBed bed;
  private Engine engine;

  /** Another engine has the same tests. */
  String host() {
    return EngineBed.HOST;
  }

  @BeforeAll
  void open() {
    bed = new EngineBed(dir, host());
    engine = bed.engine;
  }

  @AfterEach
  void clean() {
    bed.removeContainers();
  }

  @AfterAll
  void close() throws IOException {
    bed.close();
  }

  private Container run(Draft draft) {
    engine.create(draft.spec());
    engine.start(draft.spec().name());
    return bed.only();
  }

  @Test
  void createdContainerIsThereAndDoesNotRun() {
    engine.create(bed.draft().spec());
    var container = bed.only();
    assertThat(container.name()).isEqualTo("web-g1");
    assertThat(container.state()).isEqualTo(Container.State.CREATED);
    assertThat(container.fingerprint()).isEqualTo("f1");
    assertThat(container.health()).isEmpty();
  }

  @Test
  void sameFingerprintIsKept() {
    engine.create(bed.draft().spec());
    var before = bed.only().id();
    engine.create(bed.draft().spec());
    assertThat(bed.only().id()).isEqualTo(before);
  }

  @Test
  void anotherFingerprintIsReplaced() {
    var before = run(bed.draft()).id();
    var draft = bed.draft();
    draft.fingerprint = "f2";
    engine.create(draft.spec());
    assertThat(bed.only().id()).isNotEqualTo(before);
    assertThat(bed.only().fingerprint()).isEqualTo("f2");
  }

  @Test
  void startAndStopAreIdempotent() {
    var draft = bed.draft();
    draft.address = bed.network.address(9);
    assertThat(run(draft).running()).isTrue();
    engine.start("web-g1");
    assertThat(bed.only().address()).isEqualTo(bed.network.address(9));
    engine.stop("web-g1", Duration.ofSeconds(1));
    engine.stop("web-g1", Duration.ofSeconds(1));
    assertThat(bed.only().state()).isEqualTo(Container.State.EXITED);
    assertThat(bed.only().exitCode()).isEqualTo(137);
  }

  @Test
  void stopSendsTheContainersOwnSignal() {
    var draft = bed.draft();
    draft.stopSignal = "SIGUSR1";
    draft.command = List.of("sh", "-c", "trap 'exit 7' USR1; while true; do sleep 0.1; done");
    run(draft);
    engine.stop("web-g1", SHORT);
    assertThat(bed.only().exitCode()).isEqualTo(7);
  }

  @Test
  void hostsSearchDomainsDoNotReachTheContainer() {
    var draft = bed.draft();
    draft.dns = List.of(bed.network.gateway());
    run(draft);
    var text = bed.exec("cat", "/etc/resolv.conf").text();
    assertThat(text).contains("nameserver 127.0.0.11").doesNotContain("search ");
  }

  @Test
  void containerThatIsNotAsAskedIsNotKept() {
    var draft = bed.draft();
    draft.volumes.add(new Service.Volume(true, "/etc", "/twice//slashed/", true, false));
    assertThatThrownBy(() -> engine.create(draft.spec()))
        .hasMessageContaining("does not keep [volumes./twice//slashed/] as asked")
        .matches(e -> ((HostException) e).kind() == Kind.INVALID);
    assertThat(engine.containers()).isEmpty();
  }

  @Test
  void whatIsGoneIsStoppedAndRemoved() {
    engine.stop("web-g7", SHORT);
    engine.remove("web-g7");
    assertThat(engine.containers()).isEmpty();
  }

  @Test
  void removingTakesAnonymousVolumesAndConfigFiles() {
    var draft = bed.draft();
    draft.configs.put("/etc/web.ini", "a=1");
    run(draft);
    assertThat(dir.resolve("configs/web/1")).isNotEmptyDirectory();
    engine.remove("web-g1");
    assertThat(dir.resolve("configs/web/1")).doesNotExist();
  }

  @Test
  void logsHaveBothOutputsInOrder() {
    var draft = bed.draft();
    draft.command = List.of("sh", "-c", "echo 1; sleep 0.2; echo 2 >&2; sleep 0.2; echo 3; exit 4");
    run(draft);
    bed.awaitEnd("web-g1");
    assertThat(engine.logs("web-g1", 2)).isEqualTo("2\n3\n");
    assertThat(bed.only().exitCode()).isEqualTo(4);
  }

  @Test
  void networkIsMadeOnceWithItsGateway() {
    engine.createNetwork(bed.network);
    var want =
        new NetworkState(bed.network.name(), bed.network.subnet(), bed.network.gateway(), true);
    assertThat(engine.network(bed.network.name())).contains(want);
    assertThat(engine.network("other")).isEmpty();
  }

  @Test
  void networkWithAnotherSubnetIsRefused() {
    var other = new Server.Network(bed.network.name(), "10.213.254.0/24");
    assertThatThrownBy(() -> engine.createNetwork(other))
        .hasMessageContaining("exists as " + bed.network.subnet())
        .matches(e -> ((HostException) e).kind() == Kind.INVALID);
  }

  @Test
  void addressesThatTheEngineChoosesAreInTheUpperQuarter() {
    run(bed.draft());
    var ip = bed.exec("hostname", "-i").text().strip();
    assertThat(Integer.parseInt(ip.substring(ip.lastIndexOf('.') + 1))).isBetween(192, 254);
  }

  @Test
  void containerOfAnotherPrefixIsNeitherSeenNorTouched() throws IOException {
    try (var other = new Engine(host(), bed.prefix + "x", dir.resolve("other"))) {
      run(bed.draft());
      assertThat(other.containers()).isEmpty();
    }
    try (var same = new Engine(host(), bed.prefix.substring(0, 2), dir.resolve("other"))) {
      var name = bed.prefix.substring(2) + "web-g1";
      assertThatThrownBy(() -> same.remove(name)).hasMessageContaining("not ours");
    }
    assertThat(bed.only().running()).isTrue();
  }

  @Test
  void missingBindSourceIsTheRevisionsFault() {
    var draft = bed.draft();
    draft.volumes.add(new Service.Volume(true, "/nowhere/at/all", "/x", true, false));
    assertThatThrownBy(() -> engine.create(draft.spec()))
        .hasMessageContaining("create container web-g1")
        .hasMessageContaining("/nowhere/at/all")
        .matches(e -> ((HostException) e).kind() == Kind.INVALID);
  }

  @Test
  void commandThatIsNotInTheImageIsTheRevisionsFault() {
    var draft = bed.draft();
    draft.command = List.of("/no/such/program");
    engine.create(draft.spec());
    assertThatThrownBy(() -> engine.start("web-g1"))
        .hasMessageContaining("/no/such/program")
        .matches(e -> ((HostException) e).kind() == Kind.INVALID);
  }

  @Test
  void updateInPlaceKeepsItRunning() {
    var draft = bed.draft();
    draft.memLimit = 64L << 20;
    var before = run(draft);
    draft.memLimit = 128L << 20;
    engine.update("web-g1", "on-failure:5", Optional.of(draft.limits()));
    var after = bed.only();
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.startedAt()).isEqualTo(before.startedAt());
    assertThat(after.restart()).isEqualTo("on-failure:5");
    assertThat(after.fields()).containsEntry("mem_limit", String.valueOf(128L << 20));
  }
}
