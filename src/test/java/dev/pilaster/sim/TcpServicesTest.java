package dev.pilaster.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Container;
import dev.pilaster.model.Desired;
import dev.pilaster.model.Name;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service that is entered by its address, and the site that is proxied to it. */
final class TcpServicesTest {
  private static final Name APP = new Name("app");
  private static final Name PHP = new Name("php82");
  private static final String SERVER =
      """
      schema: 1
      containers:
        app:
          role: http
          image: registry.example.com/app:1
          port: 3000
          update: { healthy_deadline: 20s }
        php82:
          role: php-fpm
          image: registry.example.com/php:8.2
          fpm: { listen: socket }
      sites:
        acme: { container: php82 }
        shop: {}
      """;
  private static final String SHOP =
      """
      schema: 1
      type: proxy
      domains: [shop.example.com]
      upstream: { container: app, port: 3000 }
      """;
  private static final String TCP = SERVER.replace("socket", "tcp");

  private final World world = new World(desired(SERVER));

  private static Desired desired(String server) {
    return desired(server, SHOP);
  }

  private static Desired desired(String server, String shop) {
    var files = new TreeMap<String, String>();
    files.put("servers/web1.yaml", server);
    files.put("sites/acme.yaml", Fixtures.site("php", "acme"));
    files.put("sites/shop.yaml", shop);
    var slice = Fixtures.slice(files);
    return slice.desired().orElseThrow(() -> new AssertionError(slice.problems()));
  }

  @BeforeEach
  void codeIsThere() {
    world.code("acme", 'a');
  }

  private String vhost(String site) {
    return world.host.files.getOrDefault(FakeHost.FACTS.nginx() + "/" + site + ".conf", "");
  }

  private Optional<Container> live(Name service) {
    return world.host.containers.values().stream()
        .filter(c -> c.service().equals(service))
        .filter(c -> c.generation() == world.host.live.getOrDefault(service, 0))
        .findFirst();
  }

  private void change(String from, String to) {
    world.commits++;
    world.desired = desired(SERVER.replace(from, to));
  }

  @Test
  void aProxiedSiteIsOpenedWhenItsServiceServes() {
    world.watch = () -> assertThat(live(APP).isPresent() || !proxied()).isTrue();
    var plan = world.settle();
    assertThat(plan.changes()).isEmpty();
    assertThat(vhost("shop")).contains("/run/app/live/door;", "proxy_pass http://$pilaster_door;");
  }

  private boolean proxied() {
    return vhost("shop").contains("proxy_pass");
  }

  @Test
  void anUpgradeAlternatesTheAddressesAndTouchesNoVhost() {
    world.settle();
    var vhost = vhost("shop");
    var blue = live(APP).orElseThrow().address();
    world.watch = () -> assertThat(vhost("shop")).isEqualTo(vhost);
    change("app:1", "app:2");
    world.settle();
    var green = live(APP).orElseThrow().address();
    assertThat(green).isNotEqualTo(blue);
    change("app:1", "app:3");
    world.settle();
    assertThat(live(APP).orElseThrow().address()).isEqualTo(blue);
  }

  @Test
  void itsNameAnswersWithAnAddressThatRunsAllTheWay() {
    world.settle();
    world.watch = () -> assertThat(named()).matches(Container::running);
    change("app:1", "app:2");
    world.settle();
    assertThat(named()).isEqualTo(live(APP).orElseThrow());
  }

  private Container named() {
    var names = world.host.files.getOrDefault(FakeHost.FACTS.hosts() + "/app", "");
    return world.host.containers.values().stream()
        .filter(c -> c.service().equals(APP) && names.contains(c.address() + " "))
        .findFirst()
        .orElseThrow(() -> new AssertionError(names));
  }

  @Test
  void anImageThatBreaksAProxiedSiteNeverServes() {
    world.settle();
    change("app:1", "app:1-fails");
    world.settle();
    assertThat(world.host.live).containsEntry(APP, 1);
    assertThat(world.memory.quarantine().get("container/app").reason())
        .contains("shop answered 500");
  }

  @Test
  void aSiteOnAnotherPortIsNoMatterOfTheCandidates() {
    var other = SHOP.replace("3000", "9001");
    world.desired = desired(SERVER, other);
    world.settle();
    assertThat(vhost("shop")).contains("proxy_pass http://$pilaster_address:9001;");
    world.commits++;
    world.desired = desired(SERVER.replace("app:1", "app:1-fails"), other);
    world.settle();
    assertThat(world.host.live).containsEntry(APP, 2);
  }

  /** The service and the site change together; until the switch nginx uses the old port. */
  @Test
  void anotherPortIsAnotherGeneration() {
    world.settle();
    var vhost = vhost("shop");
    world.commits++;
    world.desired = desired(SERVER.replace("3000", "4000"), SHOP.replace("3000", "4000"));
    world.settle();
    assertThat(world.host.live).containsEntry(APP, 2);
    assertThat(vhost("shop")).isEqualTo(vhost);
  }

  @Test
  void aPoolOnAnAddressIsToldItsPort() {
    world.desired = desired(TCP);
    world.settle();
    assertThat(live(PHP).orElseThrow().fields())
        .containsEntry("environment.PHP_FPM_LISTEN", "9000")
        .doesNotContainKey("volumes." + FakeHost.FACTS.run() + "/php82/1");
    assertThat(vhost("acme")).contains("fastcgi_pass $pilaster_door;");
  }

  @Test
  void fromASocketToAnAddressAndBackTheSiteIsServedAllTheWay() {
    world.settle();
    world.watch = () -> assertThat(fits()).as(vhost("acme")).isTrue();
    world.commits++;
    world.desired = desired(TCP);
    world.settle();
    assertThat(world.host.live).containsEntry(PHP, 2);
    world.commits++;
    world.desired = desired(SERVER);
    world.settle();
    assertThat(world.host.live).containsEntry(PHP, 3);
    assertThat(vhost("acme")).contains("/run/php82/live/fpm.sock;");
  }

  /** Through the door goes every generation, by its socket only one that has one. */
  private boolean fits() {
    var php = live(PHP).orElseThrow();
    var run = "volumes." + FakeHost.FACTS.run() + "/php82/" + php.generation();
    return vhost("acme").contains("$pilaster_door")
        || (vhost("acme").contains("fpm.sock") && php.fields().containsKey(run));
  }

  @Test
  void withoutAnythingToDoNothingIsDone() {
    world.desired = desired(TCP);
    world.settle();
    assertThat(world.turn().changes()).isEmpty();
  }
}
