package dev.pilaster.sim;

import static dev.pilaster.sim.Fixtures.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Change;
import dev.pilaster.model.Host;
import dev.pilaster.model.HostException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A registry that does not answer is asked by one at a time. */
final class RegistryDownTest {
  private static final String REGISTRY = "registry/registry.example.com";
  private static final int SERVICES = 6;

  private final World world = new World(desired(server()));
  private final List<Instant> asked = new ArrayList<>();
  private boolean down = true;

  private static String server() {
    var text = new StringBuilder("schema: 1\ncontainers:\n");
    for (var i = 1; i <= SERVICES; i++) {
      text.append(
          "  php%d: { role: php-fpm, image: 'registry.example.com/php:8.%d' }\n".formatted(i, i));
    }
    return text.append("sites: {}\n").toString();
  }

  private Host registry(Host host) {
    return (Host)
        Proxy.newProxyInstance(
            Host.class.getClassLoader(),
            new Class<?>[] {Host.class},
            (proxy, method, args) -> {
              if (method.getName().equals("pull")) {
                pull();
              }
              try {
                return method.invoke(host, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void pull() {
    asked.add(world.clock.now);
    if (down) {
      throw new HostException(HostException.Kind.UNREACHABLE, "pull: connection refused");
    }
  }

  private void pass(Duration time) {
    var end = world.clock.now.plus(time);
    while (world.clock.now.isBefore(end)) {
      world.step();
    }
  }

  @Test
  void onlyOneAsksEachTimeAndNobodyIsRefused() {
    world.restart(this::registry);
    world.turn();
    assertThat(asked).as("all at first: nobody knows yet").hasSize(SERVICES);
    asked.clear();
    pass(Duration.ofMinutes(10));
    assertThat(asked).hasSizeBetween(20, 41).doesNotHaveDuplicates();
    assertThat(world.memory.quarantine()).isEmpty();
    assertThat(world.plan().changes()).hasSize(SERVICES).allMatch(world.memory::waits);
  }

  @Test
  void whoIsAnsweredLetsTheOthersGo() {
    world.restart(this::registry);
    pass(Duration.ofMinutes(30));
    down = false;
    asked.clear();
    var back = world.clock.now;
    pass(Duration.ofSeconds(61));
    assertThat(asked).hasSize(SERVICES);
    world.settle();
    assertThat(world.host.live).hasSize(SERVICES);
    assertThat(world.memory.backoff()).doesNotContainKey(REGISTRY);
    assertThat(asked.get(0)).isBefore(back.plusSeconds(16));
  }

  @Test
  void somebodyWhoAsksDoesNotLetAllOthersAskBesides() {
    world.restart(this::registry);
    world.turn();
    var waiting = world.turn().changes();
    assertThat(waiting).hasSize(SERVICES).allMatch(RegistryDownTest::saysWhy);
    world.clock.now = world.memory.backoff().get(REGISTRY).until();
    var plan = world.plan();
    assertThat(plan.changes().stream().filter(c -> c.blockedBy().isEmpty())).hasSize(1);
    assertThat(plan.memory().backoff().get(REGISTRY).until()).isAfter(world.clock.now);
    assertThat(plan.changes().stream().filter(RegistryDownTest::saysWhy)).hasSize(SERVICES - 1);
  }

  private static boolean saysWhy(Change change) {
    return change.blockedBy().filter(b -> b.endsWith("pull: connection refused")).isPresent();
  }
}
