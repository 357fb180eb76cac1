package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OnDemoHost.class)
class NamesIT {
  @ParameterizedTest
  @ValueSource(strings = {"php84", "php84.ctr.internal"})
  void aServiceHasItsActiveGenerationsAddress(String name, DemoHost host) {
    var address = host.box.address(host.box.only("php84"));
    assertThat(onHost(host, name)).isEqualTo(address);
    assertThat(inContainer(host, name)).isEqualTo(address);
  }

  @Test
  void aNameFollowsItsServiceToANewGeneration(DemoHost host) {
    var before = host.box.address(host.box.only("php84"));
    host.config.edit(host.serverFile(), "PHP_MEMORY_LIMIT: 192M", "PHP_MEMORY_LIMIT: 200M");
    host.config.merge("More memory for the wiki");
    host.synced();
    var after = host.box.address(host.box.only("php84"));
    assertThat(after).isNotEqualTo(before);
    assertThat(onHost(host, "php84")).isEqualTo(after);
    assertThat(inContainer(host, "php84.ctr.internal")).isEqualTo(after);
  }

  @Test
  void theHostsOwnResolverIsManaged(DemoHost host) {
    var file = host.box.run("cat", "/etc/resolv.conf").good();
    assertThat(file).contains("Managed by Pilaster").contains("nameserver 127.0.0.1");
    assertThat(file).containsPattern("(?m)^search ctr\\.internal");
  }

  private static String onHost(DemoHost host, String name) {
    return address(host.box.run("getent", "ahostsv4", name));
  }

  private static String inContainer(DemoHost host, String name) {
    var other = host.box.only("php82").name();
    return address(host.box.run("docker", "exec", other, "getent", "ahostsv4", name));
  }

  private static String address(Ran getent) {
    return getent.good().split("\\s+", 2)[0];
  }
}
