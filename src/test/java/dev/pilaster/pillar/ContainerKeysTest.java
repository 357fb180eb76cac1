package dev.pilaster.pillar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Name;
import dev.pilaster.model.Probe;
import dev.pilaster.model.Service;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerKeysTest {
  private static PillarText with(String keys) {
    return new PillarText(java.util.Map.of(), dev.pilaster.model.Policy.open())
        .with("pilaster.yaml", "policy: { host_paths: [/srv], public_ports: [80, 81] }")
        .with(
            "servers/web1.yaml",
            "containers: { app: { role: generic, image: \"a:1\", " + keys + " } }");
  }

  private static Service read(String keys) {
    return with(keys).desired().services().get(new Name("app"));
  }

  private static String problem(String keys) {
    assertThat(with(keys).problems()).hasSize(1);
    return with(keys).slice().problems().get(0).message();
  }

  @ParameterizedTest
  @CsvSource({
    "8080:80, 127.0.0.1, 8080, 80, tcp",
    "8080:80/udp, 127.0.0.1, 8080, 80, udp",
    "0.0.0.0:80:8080, 0.0.0.0, 80, 8080, tcp",
    "[::]:80:8080/tcp, ::, 80, 8080, tcp"
  })
  void aPortInShortForm(String text, String address, int host, int inside, String protocol) {
    assertThat(read("ports: [\"" + text + "\"]").networking().ports())
        .containsExactly(new Service.Port(address, host, inside, protocol));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"80", "80-90:80", "a:80:80", "0:80", "65536:80", "80:80/sctp", "[:::]:80:80"})
  void whatIsNoPortIsAProblem(String text) {
    assertThat(problem("ports: [\"" + text + "\"]")).contains("is not a port");
  }

  @Test
  void onePortIsPublishedOnceHoweverItIsWritten() {
    assertThat(problem("ports: [\"80:80\", \"127.0.0.1:80:81\"]"))
        .isEqualTo("port 80 is published twice");
  }

  @Test
  void aPortOnAllAddressesClashesWithOneOnLoopback() {
    var pillar =
        with("ports: [\"0.0.0.0:80:80\"]")
            .with(
                "servers/web1.yaml",
                """
                containers:
                  a: { role: generic, image: "a:1", ports: ["0.0.0.0:80:80"] }
                  b: { role: generic, image: "a:1", ports: ["80:80"] }
                """);
    assertThat(pillar.problems())
        .containsExactly(
            "servers/web1.yaml:3: containers.b.ports: 127.0.0.1:80/tcp is published by a too");
  }

  @ParameterizedTest
  @CsvSource({
    "/srv/a:/b, true, /srv/a, /b, false",
    "/srv/a/:/b/:ro, true, /srv/a, /b, true",
    "data:/b:rw, false, data, /b, false"
  })
  void aVolumeInShortForm(
      String text, boolean bind, String source, String target, boolean readOnly) {
    assertThat(read("volumes: [\"" + text + "\"]").storage().volumes())
        .containsExactly(new Service.Volume(bind, source, target, readOnly, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a",
        "./a:/b",
        "~/a:/b",
        "a:b",
        "a:/",
        "a:/b:z",
        "a:/b:ro:x",
        "/srv/../etc:/b",
        "a:/b/../c"
      })
  void whatIsNoVolumeIsAProblem(String text) {
    assertThat(with("volumes: [\"" + text + "\"]").problems()).hasSize(1);
  }

  @Test
  void twoThingsCannotBeMountedOnOnePath() {
    assertThat(problem("volumes: [\"a:/b\"], tmpfs: [/b]")).isEqualTo("/b is a volume too");
  }

  @Test
  void aCommandMayBeALineOrAList() {
    assertThat(read("command: \"a 'b c'\"").program().command()).hasValue(List.of("a", "b c"));
    assertThat(read("command: [a, b c]").program().command()).hasValue(List.of("a", "b c"));
  }

  @Test
  void aNumberInTheEnvironmentIsTakenAsItIsWritten() {
    assertThat(read("environment: { V: 1.10, W: 010 }").program().environment())
        .containsEntry("V", "1.10")
        .containsEntry("W", "010");
  }

  @Test
  void aBooleanInTheEnvironmentMustBeQuoted() {
    assertThat(problem("environment: { V: true }")).contains("quote it");
  }

  @Test
  void theAgentsOwnLabelsCannotBeSet() {
    assertThat(problem("labels: { pilaster.server: other }")).contains("agent's own labels");
    assertThat(problem("labels: [\"pilaster.server=other\"]")).contains("agent's own labels");
  }

  @Test
  void theHostsNetworkCannotBeShared() {
    assertThat(problem("networks: [host]")).contains("is not possible");
  }

  @Test
  void memoryAndSwapTogetherAreAtLeastTheMemory() {
    assertThat(problem("mem_limit: 2g, memswap_limit: 1g")).contains("at least that");
    assertThat(read("mem_limit: 1g, memswap_limit: 1g").limits().memswapLimit()).isPresent();
  }

  @Test
  void aProbeIsOfOneKind() {
    assertThat(problem("probe: { http: {}, tcp: {} }")).contains("exactly one");
    assertThat(read("probe: { http: {} }").probe()).isEqualTo(new Probe.Http("/", List.of(200)));
  }

  @Test
  void capabilitiesAreWrittenInOneWay() {
    assertThat(read("cap_drop: [cap_net_raw, Chown]").security().capDrop())
        .containsExactly("NET_RAW", "CHOWN");
  }

  @Test
  void aDeadlineLeavesRoomForTheTimeToBeHealthy() {
    assertThat(problem("update: { min_healthy: 1m, healthy_deadline: 30s }"))
        .contains("shorter than min_healthy");
  }
}
