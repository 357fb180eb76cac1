package dev.pilaster.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.host.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("outer")
class AgentConfigTest {
  @TempDir private Path directory;

  private AgentConfig config(String text) throws Exception {
    return AgentConfig.read(Files.writeString(directory.resolve("agent.yaml"), text), Map.of());
  }

  @Test
  void whatAnAgentIsStartedWithFollowsFromTheFile() throws Exception {
    var setup =
        config(
                """
                server: web1
                source: { url: /srv/config.git, branch: production, token_file: token }
                mode: observe
                paths: { state: /var/lib/p, dnsmasq: /etc/names.d }
                """)
            .setup();
    assertThat(setup.server().value()).isEqualTo("web1");
    assertThat(setup.source().url()).isEqualTo("/srv/config.git");
    assertThat(setup.source().branch()).isEqualTo("production");
    assertThat(setup.source().tokenFile()).contains(directory.resolve("token"));
    assertThat(setup.observeOnly()).isTrue();
    assertThat(setup.suspendedFile()).isEqualTo(directory.resolve("suspended"));
    assertThat(setup.places().run()).isEqualTo(Path.of("/var/lib/p/run"));
    assertThat(setup.places().hosts()).isEqualTo(Path.of("/var/lib/p/hosts.d"));
    assertThat(setup.nginx()).contains(Program.nginx());
    assertThat(setup.dnsmasq()).map(Program::check).isPresent();
    assertThat(setup.dnsmasq().orElseThrow().check().get(3)).startsWith("/etc/names.d,");
  }

  @Test
  void aProgramThatIsNoneIsNotThere() throws Exception {
    var setup = config("server: a\nsource: { url: /x }\nprograms: { nginx: none }\n").setup();
    assertThat(setup.nginx()).isEmpty();
    assertThat(setup.dnsmasq()).isPresent();
  }

  @Test
  void aRelativePathIsRelativeToTheFile() throws Exception {
    var config =
        AgentConfig.read(
            Files.writeString(
                directory.resolve("agent.yaml"),
                "source: { url: ../config.git }\npaths: { sites: s }\n"),
            Map.of("PILASTER_PATHS_STATE", "/tmp/x"));
    assertThat(config.settings().source().url()).isEqualTo(directory + "/../config.git");
    assertThat(config.settings().paths().sites()).isEqualTo(directory + "/s");
  }

  @Test
  void aStateDirectoryThatLeavesNoRoomForSocketsIsRefused() {
    var deep = "/var/lib/" + "p".repeat(42);
    assertThatThrownBy(() -> config("source: { url: /x }\npaths: { state: " + deep + " }\n"))
        .isInstanceOf(AgentConfig.Invalid.class)
        .hasMessageContaining("paths.state: " + deep + " is longer than 50 bytes");
  }

  @Test
  void everyProblemIsNamedAtOnce() {
    assertThatThrownBy(() -> config("sever: a\nmode: never\nsource: { url: /x }\n"))
        .hasMessageContaining("agent.yaml:1: sever: unknown key")
        .hasMessageContaining("agent.yaml:2: mode: ");
  }

  @Test
  void withoutAFileTheCommandsStillKnowWhereTheAgentIs() throws Exception {
    var config = AgentConfig.standard(Map.of());
    assertThat(config.settings().api().port()).isEqualTo(8460);
    assertThat(config.state()).isEqualTo(Path.of("/var/lib/pilaster"));
    assertThat(config.tokensFile()).isEqualTo(Path.of("/etc/pilaster/tokens"));
  }

  @Test
  void aFileThatCannotBeReadIsInvalid() throws IOException {
    var file = Files.createDirectory(directory.resolve("agent.yaml"));
    assertThatThrownBy(() -> AgentConfig.read(file, Map.of()))
        .isInstanceOf(AgentConfig.Invalid.class)
        .hasMessageContaining("cannot be read");
  }
}
