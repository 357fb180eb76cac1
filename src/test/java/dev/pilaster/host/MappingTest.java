package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.pilaster.model.Container;
import dev.pilaster.model.Secret;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** Inspected containers as other engines than the one at hand write them. */
class MappingTest {
  private static final String INSPECT =
      """
      {"Id": "abc", "Name": "/x-php82-g3", "RestartCount": 2,
       "State": {"Status": "running", "StartedAt": "2026-01-02T03:04:05.678901234Z",
                 "ExitCode": 0, "OOMKilled": false, "Health": {"Status": "none"}},
       "Config": {"Labels": {"pilaster.prefix": "x-", "pilaster.service": "php82",
                  "pilaster.generation": "3", "pilaster.fingerprint": "f",
                  "pilaster.image": "r@sha256:1", "team": "web"},
                  "Env": ["A=b=c", "ODD"], "Cmd": null, "Healthcheck": null},
       "HostConfig": {"CapDrop": ["CAP_ALL"], "CapAdd": ["CAP_KILL", "CAP_CHOWN"],
                      "RestartPolicy": {"Name": "", "MaximumRetryCount": 0},
                      "PidsLimit": null, "Dns": null, "Init": null},
       "Mounts": [{"Type": "volume", "Name": "data", "Source": "/var/lib/x", "RW": true,
                   "Destination": "/data"}],
       "NetworkSettings": {"Networks": {"x-net": {"IPAMConfig": null},
                           "x-two": {"IPAMConfig": {"IPv4Address": "10.0.0.5"}}}}}
      """;

  private static Container container(String json) throws JsonProcessingException {
    var configs = new Configs(Path.of("/nowhere/configs"));
    return LiveContainer.of(Api.JSON.readTree(json), new Prefix("x-"), configs).orElseThrow();
  }

  private static SortedMap<String, String> fields() throws JsonProcessingException {
    return container(INSPECT).fields();
  }

  @Test
  void identityIsReadFromTheLabels() throws JsonProcessingException {
    var container = container(INSPECT);
    assertThat(container.name()).isEqualTo("php82-g3");
    assertThat(container.service().value()).isEqualTo("php82");
    assertThat(container.generation()).isEqualTo(3);
    assertThat(container.image()).isEqualTo("r@sha256:1");
    assertThat(container.restarts()).isEqualTo(2);
    assertThat(container.startedAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678901234Z"));
  }

  @Test
  void restartWithoutANameIsNo() throws JsonProcessingException {
    assertThat(container(INSPECT).restart()).isEqualTo("no");
  }

  @Test
  void healthOfNoneIsNoHealth() throws JsonProcessingException {
    assertThat(container(INSPECT).health()).isEmpty();
    var sick = INSPECT.replace("\"none\"", "\"unhealthy\"");
    assertThat(container(sick).health()).contains("unhealthy");
  }

  @Test
  void capabilitiesAreInOneSpellingAndOrder() throws JsonProcessingException {
    assertThat(fields()).containsEntry("cap_add", "CHOWN KILL").containsEntry("cap_drop", "ALL");
  }

  @Test
  void nullIsNothing() throws JsonProcessingException {
    assertThat(fields())
        .containsEntry("command", "")
        .containsEntry("dns", "")
        .containsEntry("init", "false")
        .containsEntry("pids_limit", "-1");
  }

  @Test
  void variableIsThereInClearAndAsADigest() throws JsonProcessingException {
    assertThat(fields())
        .containsEntry("environment.A", "b=c")
        .containsEntry("env_secret.A", Secret.of("b=c").digest())
        .doesNotContainKey("environment.ODD");
  }

  @Test
  void networksAreWithoutPrefixAndTheAddressIsTheOneAskedFor() throws JsonProcessingException {
    assertThat(fields()).containsEntry("networks", "net two");
    assertThat(container(INSPECT).address()).isEqualTo("10.0.0.5");
  }

  @Test
  void volumeIsNamedByItsName() throws JsonProcessingException {
    assertThat(fields()).containsEntry("volumes./data", "volume data rw");
  }

  @Test
  void containerWithoutOurMarkIsNotOurs() throws JsonProcessingException {
    var configs = new Configs(Path.of("/nowhere/configs"));
    for (var other : new String[] {"\"y-\"", "\"\"", "null"}) {
      var json = Api.JSON.readTree(INSPECT.replace("\"x-\"", other));
      assertThat(LiveContainer.of(json, new Prefix("x-"), configs)).isEmpty();
    }
    var odd = Api.JSON.readTree(INSPECT.replace("\"3\"", "\"three\""));
    assertThat(LiveContainer.of(odd, new Prefix("x-"), configs)).isEmpty();
  }
}
