package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A host whose names are systemd-resolved's: it is told to ask dnsmasq, and left as it was. */
@ExtendWith(OnDemoHost.class)
class ResolvedIT {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final String MANAGE = "resolver: manage";
  private static final String NONE = "resolver: none";
  private static final String DROP_IN = "/etc/systemd/resolved.conf.d/zz-pilaster.conf";
  private static final String THEIRS = "/etc/systemd/resolved.conf.d/theirs.conf";
  private static final String TLS = "/etc/systemd/resolved.conf.d/zzz-tls.conf";

  /** What the name server around the host knows: a container on its network. */
  private static final String OTHER = Demo.name() + "-registry." + Demo.name();

  private final DemoHost host = DemoHost.get();

  /** As Debian's package leaves a host, with the name server that this one has. */
  @BeforeEach
  void resolvedTakesOver() {
    host.config.edit(host.serverFile(), MANAGE, NONE).merge("The host's own resolver");
    host.synced();
    host.box.sh(
        """
        cp /etc/resolv.conf /run/resolv.conf.before
        mkdir -p /etc/systemd/resolved.conf.d
        printf '[Resolve]\\nDNS=%%s\\n' "$(sed -n 's/^nameserver //p;' /etc/resolv.conf | head -n 1)" > %s
        umount /etc/resolv.conf
        ln -sf ../run/systemd/resolve/stub-resolv.conf /etc/resolv.conf
        systemctl start systemd-resolved
        """
            .formatted(THEIRS));
  }

  @AfterEach
  void asItWas() {
    host.box.sh(
        """
        systemctl stop systemd-resolved
        rm -f /etc/resolv.conf %s %s %s
        cp /run/resolv.conf.before /etc/resolv.conf
        """
            .formatted(THEIRS, TLS, DROP_IN));
  }

  @Test
  void itAsksDnsmasqWhileThePillarSaysSo() {
    assertThat(asked("php84").exit()).isNotZero();
    manage();
    assertThat(host.box.run("cat", DROP_IN).good()).startsWith("# Managed by Pilaster");
    var address = host.box.address(host.box.only("php84"));
    assertThat(asked("php84").good()).startsWith(address + " ");
    assertThat(asked("php84.ctr.internal").good()).startsWith(address + " ");
    assertThat(host.box.run("resolvectl", "query", "php84.ctr.internal").good()).contains(address);
    assertThat(asked("nobody.ctr.internal").exit()).isNotZero();
    assertThat(asked(OTHER).exit()).as("names of others").isZero();
    host.box.sh("echo Cache=no >> " + DROP_IN);
    host.synced();
    assertThat(host.box.run("cat", DROP_IN).good()).doesNotContain("Cache=no");
    host.config.edit(host.serverFile(), MANAGE, NONE).merge("The host's own resolver again");
    host.synced();
    assertThat(host.box.run("ls", DROP_IN).exit()).isNotZero();
    assertThat(asked("php84").exit()).isNotZero();
    assertThat(asked(OTHER).exit()).as("names of others").isZero();
  }

  /** dnsmasq speaks no TLS: the host would have no names at all. */
  @Test
  void oneThatCannotAskItIsLeftAsItWas() {
    host.box.sh("printf '[Resolve]\\nDNSOverTLS=yes\\n' > " + TLS);
    host.config.edit(host.serverFile(), NONE, MANAGE).merge("Manage the resolver");
    host.await.until("a resolver that says why", SOON, () -> said().contains("does not answer"));
    host.await.until("no drop-in", SOON, () -> host.box.run("ls", DROP_IN).exit() != 0);
    host.box.sh("rm " + TLS);
    host.becomesSynced();
    assertThat(asked("php84").exit()).isZero();
  }

  private void manage() {
    host.config.edit(host.serverFile(), NONE, MANAGE).merge("Manage the resolver");
    host.synced();
  }

  private Ran asked(String name) {
    return host.box.run("getent", "ahostsv4", name);
  }

  private String said() {
    return host.api.status().path("operation").path("message").asText();
  }
}
