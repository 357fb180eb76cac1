package dev.pilaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.agent.Status;
import dev.pilaster.model.Name;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Resource.Health;
import dev.pilaster.model.Resource.Sync;
import dev.pilaster.model.Subject;
import dev.pilaster.sim.Fixtures;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SitesViewTest {
  private static final Name ACME = new Name("acme");

  private static final String SERVER =
      """
      schema: 1
      containers:
        php82: { role: php-fpm, image: registry.example.com/php:8.2 }
        php84: { role: php-fpm, image: registry.example.com/php:8.4 }
        mariadb:
          role: mariadb
          image: registry.example.com/mariadb:10.11
          volumes: ["/srv/db:/var/lib/mysql"]
      sites:
        acme: { container: php82 }
        beta: { container: php84 }
      """;

  private static final String DATABASE =
      "databases: { default: { service: mariadb, name: shop, user: acme, password: one } }\n";

  /** The states of everything, healthy but for one. */
  private static SitesView.Item acme(Subject ailing) {
    var files = new TreeMap<>(Fixtures.SITES);
    files.put("servers/web1.yaml", SERVER);
    files.put("sites/acme.yaml", Fixtures.site("php", "acme") + DATABASE);
    files.put("pilaster.yaml", "schema: 1\npolicy: { host_paths: [/srv/db] }\n");
    var standings =
        List.of(
            Subject.container(new Name("php82")),
            Subject.release(ACME),
            Subject.tree(ACME),
            Subject.database(ACME, "default"),
            Subject.container(new Name("php84")),
            Subject.release(new Name("beta")));
    var states = standings.stream().map(s -> standing(s, s.equals(ailing))).toList();
    var status = Samples.status(Sync.SYNCED, Health.HEALTHY, states);
    var slice = Fixtures.slice(files);
    assertThat(slice.problems()).isEmpty();
    return SitesView.of(slice.desired(), status).sites().get(0);
  }

  private static Status.Standing standing(Subject subject, boolean ailing) {
    var health = ailing ? Health.DEGRADED : Health.HEALTHY;
    var sync = ailing ? Sync.OUT_OF_SYNC : Sync.SYNCED;
    var resource = new Resource(subject, sync, health, List.of(), Optional.empty(), "", "");
    var version = Optional.of("Drupal 10.3.1").filter(v -> subject.equals(Subject.release(ACME)));
    return new Status.Standing(resource.withVersion(version), Samples.NOW);
  }

  @Test
  void aSiteSaysWhatItsCodeIs() {
    assertThat(acme(Subject.tree(ACME)).version()).isEqualTo("Drupal 10.3.1");
    assertThat(acme(Subject.tree(ACME)).release()).isNull();
  }

  @Test
  void aSiteIsAsGoodAsTheWorstOfItsParts() {
    for (var part :
        List.of(
            Subject.container(new Name("php82")),
            Subject.release(ACME),
            Subject.tree(ACME),
            Subject.database(ACME, "default"))) {
      assertThat(acme(part).health()).as("%s", part).isEqualTo("Degraded");
      assertThat(acme(part).sync()).as("%s", part).isEqualTo("OutOfSync");
    }
  }

  @Test
  void whatIsNotItsOwnIsNoPartOfIt() {
    var item = acme(Subject.container(new Name("php84")));
    assertThat(item.name()).isEqualTo("acme");
    assertThat(item.health()).isEqualTo("Healthy");
    assertThat(item.resources())
        .extracting("kind")
        .containsExactly("container", "release", "tree", "database");
    assertThat(item.databases()).containsExactly("default");
  }
}
