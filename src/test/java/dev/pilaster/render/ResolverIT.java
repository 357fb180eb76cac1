package dev.pilaster.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed.HostFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A host whose search domain has a wildcard record, in a network namespace of its own: one dnsmasq
 * plays the world, the other is ours, and the C library asks.
 */
class ResolverIT {
  private static final String WILDCARD = "203.0.113.9";

  private static final String SCRIPT =
      """
      ip link set lo up
      mount --bind "$1/resolv.conf" /etc/resolv.conf
      dnsmasq -C /dev/null --user=root --pid-file="$1/world.pid" --bind-interfaces --no-hosts \\
        --listen-address=127.0.0.2 --no-resolv --address=/corp.example/203.0.113.9
      dnsmasq -C "$1/ours.conf" --user=root --pid-file="$1/ours.pid"
      ip link add pilaster type bridge
      ip addr add 172.30.0.1/24 dev pilaster
      ip link set pilaster up
      test "$3" = alive || kill "$(cat "$1/ours.pid")"
      getent ahostsv4 "$2" | cut -d' ' -f1 | sort -u
      kill "$(cat "$1/world.pid")"
      test "$3" != alive || kill "$(cat "$1/ours.pid")"
      """;

  @TempDir Path dir;
  private Sample sample;

  @BeforeEach
  void render() throws IOException {
    sample = new Sample();
    sample.facts =
        new HostFacts(
            "/srv/sites",
            "/run",
            "/etc/nginx",
            dir.toString(),
            Files.createDirectories(dir.resolve("hosts.d")).toString(),
            "www-data",
            List.of("127.0.0.2"),
            List.of("corp.example"),
            false,
            Sample.TOOLS);
    var config = new DnsmasqConfig(sample.server(), sample.facts);
    write(config.names(new TreeMap<>(Map.of(new Name("php82"), "172.30.0.10"))));
    Files.writeString(dir.resolve("ours.conf"), text(config.config()));
    Files.writeString(
        dir.resolve("resolv.conf"), text(Resolver.fileset(sample.server(), sample.facts)));
  }

  private static void write(Fileset files) throws IOException {
    for (var file : files.files().entrySet()) {
      Files.writeString(Path.of(file.getKey()), file.getValue().text());
    }
  }

  private static String text(Fileset files) {
    return files.files().values().iterator().next().text();
  }

  private String lookup(String name, String ours) throws IOException, InterruptedException {
    var argv =
        List.of("unshare", "-n", "-m", "--", "sh", "-c", SCRIPT, "sh", dir.toString(), name, ours);
    var process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output.strip();
  }

  @Test
  void aShortNameIsOursInSpiteOfTheWildcard() throws Exception {
    assertThat(lookup("php82", "alive")).isEqualTo("172.30.0.10");
  }

  @Test
  void aFullNameIsOurs() throws Exception {
    assertThat(lookup("php82.ctr.internal", "alive")).isEqualTo("172.30.0.10");
  }

  @Test
  void aNameOfTheZoneThatIsNotThereNeverLeavesTheHost() throws Exception {
    assertThat(lookup("nosuch.ctr.internal.", "alive")).isEmpty();
  }

  @Test
  void theRestOfTheWorldIsStillThere() throws Exception {
    assertThat(lookup("www.corp.example", "alive")).isEqualTo(WILDCARD);
    assertThat(lookup("www", "alive")).isEqualTo(WILDCARD);
  }

  @Test
  void theWorldIsThereWhileDnsmasqIsNot() throws Exception {
    assertThat(lookup("www.corp.example", "dead")).isEqualTo(WILDCARD);
  }

  @Test
  void containersAreAnsweredOnABridgeThatCameUpLater() throws Exception {
    Files.writeString(dir.resolve("resolv.conf"), "nameserver 172.30.0.1\n");
    assertThat(lookup("php82", "alive")).isEqualTo("172.30.0.10");
  }

  /** What the zone in front of the search list is for. */
  @Test
  void withoutOurZoneTheWildcardTakesTheShortName() throws Exception {
    Files.writeString(dir.resolve("resolv.conf"), "nameserver 127.0.0.1\nsearch corp.example\n");
    assertThat(lookup("php82", "alive")).isEqualTo(WILDCARD);
  }
}
