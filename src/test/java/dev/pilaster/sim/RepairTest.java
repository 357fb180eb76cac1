package dev.pilaster.sim;

import static dev.pilaster.sim.Fixtures.SERVER;
import static dev.pilaster.sim.Fixtures.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Container;
import dev.pilaster.model.Difference;
import dev.pilaster.model.Fileset;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed.NetworkState;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Subject;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people change by hand is named and set back. */
final class RepairTest {
  private static final Name PHP82 = new Name("php82");

  private final World world = new World(desired(SERVER));

  @BeforeEach
  void settled() {
    world.code("acme", 'a');
    world.code("beta", 'b');
    world.code("docs", 'c');
  }

  @Test
  void aContainerDeletedByHandComesBack() {
    world.settle();
    world.host.containers.remove("php82-g1");
    var plan = world.turn();
    assertThat(plan.changes().get(0).because()).containsExactly("drift: its container is gone");
    world.settle(Duration.ofSeconds(3));
    assertThat(world.host.live).containsEntry(PHP82, 2);
  }

  @Test
  void aNetworkOfAnotherSubnetIsNamedAndLeftAlone() {
    world.settle();
    var wanted = world.host.network.orElseThrow();
    world.host.network =
        Optional.of(new NetworkState(wanted.name(), "10.9.8.0/24", "10.9.8.1", true));
    var plan = world.turn();
    var network = plan.resources().stream().filter(RepairTest::network).findFirst().orElseThrow();
    assertThat(network.sync()).isEqualTo(Resource.Sync.OUT_OF_SYNC);
    assertThat(network.drift())
        .containsExactly(new Difference("subnet", wanted.subnet(), "10.9.8.0/24"));
    assertThat(network.message()).contains("has the subnet 10.9.8.0/24", "remove its containers");
    assertThat(plan.changes()).noneMatch(c -> c.subject().equals(network.subject()));
  }

  private static boolean network(Resource resource) {
    return resource.subject().kind() == Subject.Kind.NETWORK;
  }

  @Test
  void aContainerThatIsBeingRemovedIsNotStarted() {
    world.settle();
    var c = world.host.containers.get("php82-g1");
    world.host.change(c.name(), Container.State.REMOVING, c.startedAt(), c.restart(), c.fields());
    assertThat(world.turn().changes()).isEmpty();
    world.host.containers.remove("php82-g1");
    assertThat(world.turn().changes().get(0).because())
        .containsExactly("drift: its container is gone");
  }

  @Test
  void aContainerStoppedByHandIsStarted() {
    world.settle();
    world.host.stop("php82-g1", Duration.ZERO);
    assertThat(world.turn().changes().get(0).because().get(0)).startsWith("drift: php82-g1");
    world.settle();
    assertThat(world.host.containers.get("php82-g1").running()).isTrue();
  }

  @Test
  void aLimitChangedByHandIsSetBackInPlace() {
    world.settle();
    var container = world.host.containers.get("php82-g1");
    var fields = new TreeMap<>(container.fields());
    fields.put("mem_limit", "1");
    world.host.change(
        "php82-g1", Container.State.RUNNING, container.startedAt(), container.restart(), fields);
    var plan = world.turn();
    assertThat(resource(plan).drift()).extracting("field").containsExactly("mem_limit");
    world.settle();
    assertThat(world.host.live).containsEntry(PHP82, 1);
    assertThat(world.host.containers.get("php82-g1").fields())
        .containsEntry("mem_limit", "268435456");
  }

  @Test
  void aVhostEditedByHandIsNamedAndSetBack() {
    world.settle();
    var path = FakeHost.FACTS.nginx() + "/acme.conf";
    var before = world.host.files.get(path);
    world.host.files.put(path, "# mine\n" + before);
    var plan = world.turn();
    var nginx =
        plan.resources().stream().filter(r -> r.subject().name().equals("nginx")).findFirst();
    assertThat(nginx.orElseThrow().drift()).extracting("field").containsExactly(path + ":1");
    world.settle();
    assertThat(world.host.files).containsEntry(path, before);
  }

  @Test
  void aFileWithOurMarkThatNobodyWantsGoesAndAForeignOneStays() {
    var dir = FakeHost.FACTS.nginx();
    world.settle();
    world.host.files.put(dir + "/gone.conf", Fileset.MARK + "\nserver {}\n");
    world.settle();
    assertThat(world.host.files).doesNotContainKey(dir + "/gone.conf");
    world.host.files.put(dir + "/theirs.conf", "server {}\n");
    assertThat(world.settle().changes()).isEmpty();
    assertThat(world.host.files).containsKey(dir + "/theirs.conf");
  }

  private static Resource resource(dev.pilaster.model.Plan plan) {
    return plan.resources().stream()
        .filter(r -> r.subject().equals(Subject.container(PHP82)))
        .findFirst()
        .orElseThrow();
  }
}
