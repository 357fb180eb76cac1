package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A host in good and in bad order, as its doctor sees it. */
@ExtendWith(OnDemoHost.class)
class DoctorIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  @Test
  void aHostInOrderHasNothingThatIsBad(DemoHost host) {
    var ran = host.box.run("pilaster", "doctor");
    assertThat(ran.exit()).as("%s", ran).isZero();
    assertThat(ran.out().lines()).noneMatch(l -> l.startsWith("bad "));
    assertThat(ran.out())
        .contains(
            "good  engine: Docker 20.10",
            "good  storage driver: overlay2",
            "good  data: every data directory has its mark (1)",
            "good  nginx: ",
            "good  dnsmasq: answers at 127.0.0.1:53",
            "good  resolver: the host asks dnsmasq",
            "good  postfix: not configured",
            "good  ports: ");
  }

  @Test
  void whatIsBrokenIsNamedWithWhatToDo(DemoHost host) {
    host.box.sh(
        "systemctl stop pilaster dnsmasq; cp -p /etc/resolv.conf /root/; cp -p /etc/postfix/main.cf"
            + " /root/");
    try {
      host.box.sh("mount -t tmpfs none /srv/db");
      host.box.sh("echo 'nameserver 192.0.2.1' > /etc/resolv.conf");
      host.box.sh("postconf -e 'relayhost = [mail.example.org]'");
      var ran = host.box.run("pilaster", "doctor");
      assertThat(ran.exit()).as("%s", ran).isEqualTo(1);
      assertThat(ran.out())
          .contains(
              "bad   data: the mark of /srv/db is gone",
              "-> mount its disk",
              "bad   dnsmasq: does not answer at 127.0.0.1:53",
              "-> systemctl status dnsmasq",
              "bad   resolver: /etc/resolv.conf asks 192.0.2.1, not dnsmasq at 127.0.0.1",
              "pilaster sync writes ours again",
              "warn  postfix: was configured by somebody else",
              "mail.replace: true makes it ours");
    } finally {
      host.box.sh("umount /srv/db; cat /root/resolv.conf > /etc/resolv.conf");
      host.box.sh("cp -p /root/main.cf /etc/postfix/; systemctl start dnsmasq pilaster");
    }
    host.await.until("all is well", SOON, () -> host.isSynced());
    assertThat(host.box.run("pilaster", "doctor").exit()).isZero();
  }

  @Test
  void whatIsTooOpenAndWhatNginxRefusesIsNamed(DemoHost host) {
    host.box.sh(
        "chmod 644 /etc/pilaster/webhook-secret; chmod 777 /srv/sites; gpasswd -a daemon docker");
    host.box.sh("echo nonsense > /etc/nginx/conf.d/zz.conf");
    try {
      var ran = host.box.run("pilaster", "doctor");
      assertThat(ran.exit()).as("%s", ran).isEqualTo(1);
      assertThat(ran.out())
          .contains(
              "secrets: others can read /etc/pilaster/webhook-secret",
              "-> chmod 600",
              "directories: /srv/sites",
              "-> chmod 755",
              "docker group: daemon can become root",
              "-> take them out: gpasswd -d NAME docker",
              "bad   nginx: refuses its configuration: ",
              "/etc/nginx/conf.d/zz.conf:");
    } finally {
      host.box.sh("rm /etc/nginx/conf.d/zz.conf; gpasswd -d daemon docker");
      host.box.sh("chmod 600 /etc/pilaster/webhook-secret; chmod 755 /srv/sites");
    }
    var healed = host.box.run("pilaster", "doctor");
    assertThat(healed.exit()).as("%s", healed).isZero();
    assertThat(healed.out())
        .contains(
            "good  secrets: ", "good  directories: ", "good  docker group: ", "good  nginx: ");
  }
}
