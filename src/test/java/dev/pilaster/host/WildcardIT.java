package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilaster.real.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A search domain with a wildcard record, played by one dnsmasq, and real containers that ask
 * another one that is configured as ours.
 */
class WildcardIT {
  private static final String WILDCARD = "203.0.113.9";
  private static final String GLIBC = "pilaster-test/mariadb:10.11-1";

  @TempDir Path dir;
  private EngineBed bed;
  private Running world;
  private Running ours;

  @BeforeEach
  void start() throws IOException {
    bed = new EngineBed(dir.resolve("engine"));
    var hosts = Files.createDirectories(dir.resolve("hosts"));
    Files.writeString(hosts.resolve("db"), address() + " db.ctr.internal db\n");
    world =
        dnsmasq(
            "world",
            "--port=5353",
            "--address=/corp.example/" + WILDCARD,
            "--log-queries",
            "--log-facility=" + dir.resolve("world.log"));
    ours =
        dnsmasq(
            "ours",
            "--port=53",
            "--hostsdir=" + hosts,
            "--local=/ctr.internal/",
            "--domain-needed",
            "--server=" + bed.network.gateway() + "#5353");
  }

  private Running dnsmasq(String name, String... options) {
    var argv = new java.util.ArrayList<String>();
    argv.addAll(
        List.of(
            "dnsmasq",
            "-k",
            "-C",
            "/dev/null",
            "--user=root",
            "--no-hosts",
            "--no-resolv",
            "--bind-interfaces",
            "--except-interface=lo",
            "--pid-file=" + dir.resolve(name + ".pid"),
            "--listen-address=" + bed.network.gateway()));
    argv.addAll(List.of(options));
    var port = options[0].substring("--port=".length());
    return Running.start(
        dir.resolve(name + ".out"), () -> answers(bed.network.gateway() + ":" + port), argv);
  }

  private static boolean answers(String server) {
    try {
      return Dns.ask(server, "x.invalid", Dns.ADDRESS).isEmpty();
    } catch (IOException e) {
      return String.valueOf(e.getMessage()).startsWith("answered");
    }
  }

  @AfterEach
  void stop() throws IOException {
    ours.close();
    world.close();
    bed.close();
  }

  private String address() {
    return bed.network.address(77);
  }

  /** As the agent makes it, but for what is altered. */
  private void run(String image, Consumer<ObjectNode> alter) {
    var draft = bed.draft();
    draft.image = image;
    draft.entrypoint = List.of("sleep", "600");
    draft.command = List.of();
    draft.dns = List.of(bed.network.gateway());
    bed.engine.create(draft.spec());
    bed.recreate(draft, alter);
    bed.engine.start("web-g1");
  }

  private static void onDefaultNetwork(ObjectNode body) {
    ((ObjectNode) body.path("HostConfig")).put("NetworkMode", "bridge");
    body.remove("NetworkingConfig");
  }

  private static void withSearch(ObjectNode body) {
    ((ObjectNode) body.path("HostConfig")).putArray("DnsSearch").add("corp.example");
  }

  private String glibc(String name) {
    return bed.exec("getent", "ahostsv4", name).text().split("\\s", 2)[0];
  }

  /** BusyBox's own resolver. */
  private String busybox(String name) {
    return bed.exec("nslookup", name).text();
  }

  private static void trap(ObjectNode body) {
    onDefaultNetwork(body);
    withSearch(body);
  }

  @Test
  void theTrapIsReal() {
    run(GLIBC, WildcardIT::trap);
    assertThat(glibc("db")).isEqualTo(WILDCARD);
  }

  @Test
  void theTrapIsRealForBusyboxToo() {
    run(Draft.IMAGE, WildcardIT::trap);
    assertThat(busybox("db")).contains(WILDCARD).doesNotContain(address());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void glibcGetsOursOnEitherNetwork(boolean byDefault) {
    run(GLIBC, byDefault ? WildcardIT::onDefaultNetwork : body -> {});
    assertThat(glibc("db")).isEqualTo(address());
    assertThat(glibc("db.ctr.internal")).isEqualTo(address());
    assertThat(glibc("www.corp.example")).isEqualTo(WILDCARD);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void busyboxGetsOursOnEitherNetwork(boolean byDefault) {
    run(Draft.IMAGE, byDefault ? WildcardIT::onDefaultNetwork : body -> {});
    assertThat(busybox("db")).contains(address()).doesNotContain(WILDCARD);
    assertThat(busybox("db.ctr.internal")).contains(address()).doesNotContain(WILDCARD);
  }

  @Test
  void onTheAgentsNetworkNotEvenTheSearchDomainHurts() {
    run(GLIBC, WildcardIT::withSearch);
    assertThat(glibc("db")).isEqualTo(address());
  }

  @Test
  void nothingOfTheZoneIsForwarded() throws IOException {
    run(GLIBC, body -> {});
    assertThat(glibc("nosuch.ctr.internal")).isEmpty();
    assertThat(glibc("nosuch")).isEmpty();
    assertThat(glibc("www.corp.example")).isEqualTo(WILDCARD);
    assertThat(Files.readString(dir.resolve("world.log")))
        .contains("www.corp.example")
        .doesNotContain("nosuch");
  }
}
