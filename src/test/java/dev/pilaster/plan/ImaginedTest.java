package dev.pilaster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Action;
import dev.pilaster.model.Change;
import dev.pilaster.model.Commit;
import dev.pilaster.model.Desired;
import dev.pilaster.model.Orders;
import dev.pilaster.model.Resource;
import dev.pilaster.sim.FakeHost;
import dev.pilaster.sim.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImaginedTest {
  private static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");
  private static final Imagined EMPTY = Imagined.empty(FakeHost.FACTS, NOW);

  private static Goal goal(Desired desired) {
    var commit = new Commit("main", "0".repeat(40), "somebody", "a change", Instant.EPOCH);
    return new Goal(commit, desired, new TreeSet<>(), new TreeMap<>(), Orders.NONE);
  }

  private static Imagined of(Desired desired) {
    return Imagined.of(goal(desired), EMPTY);
  }

  /** Every folder of pillar files that is right, and the example. */
  static List<Path> pillars() throws IOException {
    try (var folders = Files.list(Path.of("src/test/golden/pillar"))) {
      var all =
          new TreeSet<>(folders.filter(f -> Files.isDirectory(f.resolve("servers"))).toList());
      all.add(Path.of("example-config-repo"));
      return List.copyOf(all);
    }
  }

  @ParameterizedTest
  @MethodSource("pillars")
  void whatAGoalImaginesNeedsNoChange(Path folder) throws IOException {
    for (var desired : Folders.desired(folder)) {
      var plan = of(desired).plan(goal(desired));
      assertThat(plan.changes()).as(PlanText.of(plan)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("pillars")
  void andNoMoreOnItself(Path folder) throws IOException {
    for (var desired : Folders.desired(folder)) {
      var again = Imagined.of(goal(desired), of(desired));
      assertThat(again.texts()).isEqualTo(of(desired).texts());
    }
  }

  @Test
  void foldersThatAreTriedHoldEverything() throws IOException {
    var kinds = new TreeSet<String>();
    for (var folder : pillars()) {
      for (var desired : Folders.desired(folder)) {
        of(desired).plan(goal(desired)).resources().stream()
            .map(r -> r.subject().toString().replaceFirst("^(?!fileset).*", ""))
            .forEach(kinds::add);
      }
    }
    assertThat(kinds)
        .contains(
            "fileset/nginx",
            "fileset/names",
            "fileset/cron",
            "fileset/mail",
            "fileset/resolver",
            "fileset/drush",
            "fileset/tools");
  }

  @Test
  void everythingIsSyncedAndHealthy() {
    var desired = Fixtures.desired(Fixtures.SERVER);
    assertThat(of(desired).plan(goal(desired)).resources())
        .isNotEmpty()
        .allMatch(r -> r.sync() == Resource.Sync.SYNCED)
        .allMatch(r -> r.health() == Resource.Health.HEALTHY);
  }

  @Test
  void anotherTagIsAWholeReplacement() {
    var before = of(Fixtures.desired(Fixtures.SERVER));
    var after = Fixtures.desired(Fixtures.SERVER.replace("php:8.2", "php:8.2-2"));
    var changes = before.plan(goal(after)).changes();
    assertThat(changes).extracting(Change::action).containsExactly(Action.REPLACE);
    assertThat(changes.get(0).subject()).hasToString("container/php82");
    assertThat(PlanText.of(changes)).contains("php82-g2", "stop php82-g1", "remove php82-g1");
  }

  @Test
  void anotherRefIsAnotherRelease() {
    var before = of(Fixtures.desired(Fixtures.SERVER));
    var acme = Fixtures.site("php", "acme").replace("ref: main", "ref: v2");
    var changes = before.plan(goal(Fixtures.desired(Fixtures.SERVER, acme))).changes();
    assertThat(changes).extracting(c -> c.subject().toString()).containsExactly("release/acme");
  }

  @Test
  void aServiceMoreLeavesTheOthersTheirAddresses() {
    var before = of(Fixtures.desired(Fixtures.SERVER));
    var more =
        Fixtures.SERVER.replace(
            "containers:", "containers:\n  app: { role: php-fpm, image: registry.example.com/a }");
    var after = Imagined.of(goal(Fixtures.desired(more)), before);
    assertThat(after.memory().pairs()).containsAllEntriesOf(before.memory().pairs());
    assertThat(after.memory().pairs()).containsKey("app");
  }
}
