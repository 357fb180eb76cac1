package dev.pilaster.sim;

import static dev.pilaster.sim.Fixtures.SERVER;
import static dev.pilaster.sim.Fixtures.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Container;
import dev.pilaster.model.Name;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Subject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ConvergeTest {
  private static final Name PHP82 = new Name("php82");

  private final World world = new World(desired(SERVER));

  @BeforeEach
  void codeIsThere() {
    world.code("acme", 'a');
    world.code("beta", 'b');
    world.code("docs", 'c');
  }

  @Test
  void anEmptyHostConvergesAndStaysSo() {
    var plan = world.settle();
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.resources()).allMatch(r -> r.sync() == Resource.Sync.SYNCED);
    assertThat(plan.resources()).allMatch(r -> r.health() == Resource.Health.HEALTHY);
    assertThat(world.host.live).containsEntry(PHP82, 1).containsEntry(new Name("php84"), 1);
    assertThat(world.turn().isEmpty()).isTrue();
  }

  @Test
  void theSameSituationGivesTheSamePlan() {
    world.turn();
    assertThat(world.plan()).isEqualTo(world.plan());
  }

  @Test
  void aChangedVariableIsANewGenerationThatTakesOver() {
    world.settle();
    change("256M", "512M");
    world.settle();
    assertThat(world.host.live).containsEntry(PHP82, 2);
    assertThat(generations()).containsExactly(2);
  }

  @Test
  void theOldGenerationRunsUntilTheNewOneHasProvenItself() {
    world.settle();
    change("256M", "512M");
    world.settle(Duration.ofSeconds(25));
    assertThat(world.host.live).containsEntry(PHP82, 2);
    assertThat(generations()).containsExactly(1, 2);
  }

  @Test
  void threeAnswersFitInTheTimeForWhichItHasToBeHealthy() {
    world.desired = desired(Fixtures.SMALL.replace("min_healthy: 2s", "min_healthy: 1s"));
    world.settle(Duration.ofMillis(1450));
    assertThat(world.host.live).containsEntry(PHP82, 1);
  }

  @Test
  void anImageThatNeverAnswersNeverServesAndIsRefused() {
    world.settle();
    change("php:8.2", "php:8.2-broken");
    var plan = world.settle();
    assertThat(world.host.live).containsEntry(PHP82, 1);
    assertThat(generations()).containsExactly(1);
    assertThat(world.memory.quarantine()).containsKey("container/php82");
    assertThat(resource(plan).health()).isEqualTo(Resource.Health.DEGRADED);
    assertThat(resource(plan).message()).contains("ping: 502");
  }

  @Test
  void anImageThatExitsIsRefusedAtOnce() {
    world.settle();
    change("php:8.2", "php:8.2-dies");
    var began = world.clock.now;
    world.settle();
    assertThat(Duration.between(began, world.clock.now)).isLessThan(Duration.ofSeconds(5));
    assertThat(world.memory.quarantine()).containsKey("container/php82");
  }

  @Test
  void anImageThatBreaksOneSiteNeverServes() {
    world.settle();
    change("php:8.2", "php:8.2-fails");
    world.settle();
    assertThat(world.host.did).doesNotContain("point php82 2");
    assertThat(world.memory.quarantine().get("container/php82").reason())
        .contains("acme answered 500");
  }

  @Test
  void anImageThatTurnsBadWithTrafficIsTakenBack() {
    world.settle();
    change("php:8.2", "php:8.2-turns");
    world.settle();
    assertThat(world.host.did).contains("point php82 2", "point php82 1");
    assertThat(world.host.live).containsEntry(PHP82, 1);
    assertThat(generations()).containsExactly(1);
  }

  @Test
  void whatIsRefusedIsNotTriedAgainUntilSomethingElseIsWanted() {
    world.settle();
    change("php:8.2", "php:8.2-broken");
    world.settle();
    world.commits++;
    world.settle();
    assertThat(world.memory.generations()).containsEntry("php82", 2);
    world.desired = desired(SERVER.replace("256M", "128M"));
    world.settle();
    assertThat(world.memory.quarantine()).isEmpty();
    assertThat(world.host.live).containsEntry(PHP82, 3);
  }

  @Test
  void aRevertNeedsNoPull() {
    world.settle();
    change("php:8.2", "php:8.2-2");
    world.settle();
    world.host.did.clear();
    world.desired = desired(SERVER);
    world.settle();
    assertThat(world.host.live).containsEntry(PHP82, 3);
    assertThat(world.host.did).noneMatch(d -> d.startsWith("pull"));
  }

  @Test
  void theHostGetsItsOwnResolverBack() {
    change("schema: 1", "schema: 1\ndns: { resolver: manage }");
    world.settle();
    assertThat(world.host.files).containsKey("/etc/resolv.conf");
    change("schema: 1", "schema: 1");
    assertThat(world.settle().changes()).isEmpty();
    assertThat(world.host.files).doesNotContainKey("/etc/resolv.conf");
  }

  @Test
  void theLogsOfTheSitesAreRotated() {
    world.settle();
    assertThat(world.host.files.get("/etc/logrotate.d/pilaster"))
        .contains("\n\"/var/log/pilaster/*/*.log\" {\n");
  }

  @Test
  void howSomebodyElseRotatesThemStays() {
    world.host.files.put("/etc/logrotate.d/pilaster", "# mine\n");
    assertThat(world.settle().changes()).isEmpty();
    assertThat(world.host.files.get("/etc/logrotate.d/pilaster")).isEqualTo("# mine\n");
  }

  @Test
  void aVhostThatNginxRefusesHoldsBackItselfAlone() {
    world.settle();
    var path = FakeHost.FACTS.nginx() + "/acme.conf";
    var before = world.host.files.get(path);
    world.desired =
        desired(
            SERVER.replace(
                "{ container: php82 }", "{ container: php82, domains: [bad.example.com] }"));
    var probe = new World(world.desired);
    probe.code.putAll(world.code);
    probe.settle();
    world.host.badFiles.add(probe.host.files.get(path));
    var plan = world.settle();
    assertThat(world.host.files).containsEntry(path, before);
    assertThat(plan.resources()).anyMatch(r -> r.message().contains("syntax error"));
  }

  @Test
  void aServiceThatIsNotWantedAnyMoreGoes() {
    world.settle();
    world.desired =
        desired(
            SERVER
                .replace("  beta: { container: php84 }\n", "")
                .replace(
                    "  php84:\n    role: php-fpm\n    image: registry.example.com/php:8.4\n", ""));
    world.settle();
    assertThat(world.host.containers.keySet()).containsExactly("php82-g1");
    assertThat(world.host.live).doesNotContainKey(new Name("php84"));
  }

  @Test
  void aCommitThatRemovesTwoSitesRemovesNone() {
    world.settle();
    world.desired = desired(SERVER.replace("  beta: { container: php84 }\n  docs: {}\n", ""));
    var plan = world.settle();
    assertThat(world.host.files)
        .containsKeys(FakeHost.FACTS.nginx() + "/beta.conf", FakeHost.FACTS.nginx() + "/docs.conf");
    assertThat(plan.resources()).anyMatch(r -> r.message().contains("max_removals: 1"));
  }

  @Test
  void aSiteThatMovesIsServedAllTheWay() {
    world.settle();
    world.desired =
        desired(SERVER.replace("acme: { container: php82 }", "acme: { container: php84 }"));
    world.watch = () -> assertThat(servedByItsContainer()).isTrue();
    world.settle();
    assertThat(world.host.files.get(FakeHost.FACTS.nginx() + "/acme.conf"))
        .contains("/php84/live/");
    assertThat(generations()).containsExactly(2);
  }

  @Test
  void newCodeIsFlippedToAndOldReleasesGo() {
    world.settle();
    for (var digit : List.of('1', '2', '3', '4', '5', '6')) {
      world.code("docs", digit);
      world.settle();
    }
    assertThat(world.host.current.get(new Name("docs"))).startsWith("666666666666");
    assertThat(world.host.releases.get(new Name("docs"))).hasSize(5);
  }

  private boolean servedByItsContainer() {
    var vhost = world.host.files.get(FakeHost.FACTS.nginx() + "/acme.conf");
    return world.host.containers.values().stream()
        .filter(Container::running)
        .filter(c -> vhost.contains("/" + c.service() + "/live/"))
        .filter(c -> world.host.live.get(c.service()) == c.generation())
        .anyMatch(c -> c.fields().containsKey("volumes./srv/sites/acme"));
  }

  private void change(String from, String to) {
    world.commits++;
    world.desired = desired(SERVER.replace(from, to));
    world.lastGood.put(PHP82, desired(SERVER).services().get(PHP82));
  }

  private List<Integer> generations() {
    return world.host.containers.values().stream()
        .filter(c -> c.service().equals(PHP82))
        .map(Container::generation)
        .toList();
  }

  private static Resource resource(dev.pilaster.model.Plan plan) {
    return plan.resources().stream()
        .filter(r -> r.subject().equals(Subject.container(PHP82)))
        .findFirst()
        .orElseThrow();
  }
}
