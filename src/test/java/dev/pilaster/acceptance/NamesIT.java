package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OnDemoHost.class)
class NamesIT {
  private static final String WILDCARD = "203.0.113.9";
  private static final Duration SOON = Duration.ofSeconds(60);

  /** The host's resolver file as it was before it was managed. */
  private static final String ORIGINAL = "/var/lib/pilaster/resolv.conf.orig";

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

  /** Played by a second dnsmasq, which is the host's own name server then. */
  @Test
  void aWildcardInTheHostsSearchDomainTakesNoNameOfOurs(DemoHost host) {
    host.box.sh(
        """
        cp %1$s /run/resolv.conf.before
        dnsmasq --conf-file=/dev/null --pid-file=/run/corp.pid --no-hosts --no-resolv --bind-interfaces \\
          --listen-address=127.0.0.9 --address=/corp.example/%2$s --server="$(sed -n 's/^nameserver //p' %1$s | head -n 1)"
        printf 'nameserver 127.0.0.9\\nsearch corp.example\\n' > %1$s
        """
            .formatted(ORIGINAL, WILDCARD));
    try {
      host.await.until("the domain is searched", SOON, () -> searches(host));
      host.await.until("the trap", SOON, () -> leadsTo(host, "nobody", WILDCARD));
      var address = host.box.address(host.box.only("php84"));
      assertThat(onHost(host, "php84")).isEqualTo(address);
      assertThat(inContainer(host, "php84")).isEqualTo(address);
      assertThat(inContainer(host, "www.corp.example")).isEqualTo(WILDCARD);
      assertThat(host.box.run("pilaster", "doctor").out()).contains("any name in corp.example is");
    } finally {
      host.box.sh("cp /run/resolv.conf.before " + ORIGINAL + "; kill $(cat /run/corp.pid)");
    }
    host.await.until("as it was", SOON, () -> !searches(host) && host.isSynced());
    assertThat(host.box.run("pilaster", "doctor").out()).doesNotContain("corp.example");
  }

  private static boolean searches(DemoHost host) {
    var file = host.box.run("cat", "/etc/resolv.conf").good();
    return file.contains("search ctr.internal corp.example\n") && host.isSynced();
  }

  private static boolean leadsTo(DemoHost host, String name, String address) {
    var said = host.box.run("getent", "ahostsv4", name);
    return said.exit() == 0 && address(said).equals(address);
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
