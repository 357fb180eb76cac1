package dev.pilaster.sim;

import static dev.pilaster.sim.Fixtures.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Container;
import dev.pilaster.model.Name;
import dev.pilaster.model.Probe;
import dev.pilaster.model.Service;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A cache and a search index, with nothing said of them but their role and image. */
final class RolesTest {
  private static final Name CACHE = new Name("cache");
  private static final Name SEARCH = new Name("search");
  private static final String SERVER =
      """
      schema: 1
      containers:
        cache: { role: redis, image: "registry.example.com/redis:1" }
        search: { role: solr, image: "registry.example.com/solr:1", update: { healthy_deadline: 20s } }
      """;
  private static final String KEPT =
      SERVER.replace("redis:1\"", "redis:1\", volumes: [\"/srv/db:/data\"]");

  private static Service service(Name name) {
    return desired(SERVER).services().get(name);
  }

  private static World settled(String server) {
    var world = new World(desired(server));
    world.host.dirs.add("/srv/db");
    world.settle();
    return world;
  }

  private static List<Container> running(World world, Name service) {
    return world.host.containers.values().stream()
        .filter(c -> c.service().equals(service) && c.running())
        .toList();
  }

  private static void upgrade(World world, String server, String from, String to) {
    world.commits++;
    world.desired = desired(server.replace(from, to));
    assertThat(world.settle().changes()).isEmpty();
  }

  @Test
  void redisIsAskedByItsOwnProgramAndSolrByItsAdministration() {
    assertThat(service(CACHE).port()).contains(6379);
    assertThat(service(CACHE).probe()).isEqualTo(new Probe.Exec(List.of("redis-cli", "ping")));
    assertThat(service(SEARCH).port()).contains(8983);
    assertThat(service(SEARCH).probe())
        .isEqualTo(new Probe.Http("/solr/admin/info/system", List.of(200)));
  }

  @Test
  void aRedisThatKeepsNothingIsThereAllTheTime() {
    var world = settled(SERVER);
    world.watch = () -> assertThat(running(world, CACHE)).isNotEmpty();
    upgrade(world, SERVER, "redis:1", "redis:2");
    assertThat(world.host.live).containsEntry(CACHE, 2);
  }

  @Test
  void aRedisThatKeepsItsDataHasOneWriter() {
    var world = settled(KEPT);
    world.watch = () -> assertThat(running(world, CACHE)).hasSizeLessThan(2);
    upgrade(world, KEPT, "redis:1", "redis:2");
    assertThat(world.host.live).containsEntry(CACHE, 2);
    assertThat(world.host.marks).containsExactly("/srv/db");
  }

  @Test
  void solrIsStoppedFirstAndGoesBackWhenTheNextOneIsSick() {
    assertThat(service(SEARCH).lifecycle().stopGracePeriod()).hasMinutes(5);
    var world = settled(SERVER);
    world.watch = () -> assertThat(running(world, SEARCH)).hasSizeLessThan(2);
    upgrade(world, SERVER, "solr:1", "solr:2");
    assertThat(world.host.live).containsEntry(SEARCH, 2);
    world.host.sick.add("search-g3");
    upgrade(world, SERVER, "solr:1", "solr:3");
    assertThat(world.host.live).containsEntry(SEARCH, 2);
    assertThat(running(world, SEARCH)).extracting(Container::generation).containsExactly(2);
    assertThat(world.memory.quarantine()).containsKey("container/search");
  }
}
