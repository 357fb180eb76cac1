package dev.pilaster.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Name;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DnsmasqConfigTest {
  private static final String CONFIG = "/etc/dnsmasq.d/pilaster.conf";

  @Test
  void theHostsOwnServersAreAskedForTheRest() throws IOException {
    Golden.check("dnsmasq", config(new Sample()).config().files());
  }

  @Test
  void oneFileAService() throws IOException {
    var names =
        new TreeMap<>(Map.of(new Name("php82"), "172.30.0.10", new Name("db"), "172.30.0.12"));
    Golden.check("names", config(new Sample()).names(names).files());
  }

  @Test
  void thePillarsServersReplaceTheHosts() {
    var sample = new Sample();
    sample.upstream = List.of("198.51.100.1", "198.51.100.2:5353", "fe80::1%eth0");
    assertThat(config(sample).config().files().get(CONFIG).text())
        .contains("server=198.51.100.1\nserver=198.51.100.2#5353\nserver=fe80::1%eth0\n")
        .doesNotContain("192.0.2.53");
  }

  @Test
  void dnsmasqNeverAsksItself() {
    var sample = new Sample();
    sample.upstream = List.of("127.0.0.1", "172.30.0.1", "127.0.0.53", "127.0.0.54:53");
    assertThat(config(sample).config().files().get(CONFIG).text()).doesNotContain("server=");
  }

  @Test
  void systemdResolvedIsAskedOnlyWhereItDoesNotAskDnsmasq() {
    var sample = new Sample();
    sample.manage = false;
    sample.upstream = List.of("127.0.0.53");
    assertThat(config(sample).config().files().get(CONFIG).text()).contains("server=127.0.0.53\n");
  }

  @Test
  void theDigestIsInTheText() {
    var files = config(new Sample()).config();
    assertThat(files.digest()).hasSize(32);
    assertThat(files.files().get(CONFIG).text())
        .contains("txt-record=pilaster-digest.ctr.internal," + files.digest() + "\n");
  }

  private static DnsmasqConfig config(Sample sample) {
    return new DnsmasqConfig(sample.server(), sample.facts);
  }
}
