package dev.pilaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.agent.Binding;
import dev.pilaster.host.Finding.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("outer")
class BindTest {
  @TempDir private Path dir;

  private Binding binding() {
    return new Binding(dir.resolve("etc-machine-id"), dir.resolve(Binding.NAME));
  }

  @Test
  void aStateOfAnotherMachineBecomesThisOnes() throws IOException {
    Files.writeString(dir.resolve("etc-machine-id"), "0123456789abcdef0123456789abcdef\n");
    Files.writeString(dir.resolve(Binding.NAME), "abc\n");
    assertThat(MachineFinding.of(binding().look()).level()).isEqualTo(Level.BAD);
    assertThat(BindCommand.bind("web1", binding()))
        .startsWith("Bound web1 to this machine")
        .contains("It belonged to abc: see to it");
    assertThat(MachineFinding.of(binding().look()).says()).startsWith("bound to ");
    assertThat(BindCommand.bind("web1", binding())).endsWith("It was so already.");
  }

  @Test
  void withoutAStateThereIsNothingToBind() throws IOException {
    var state = dir.resolve("s");
    var file = dir.resolve("agent.yaml");
    Files.writeString(
        file, "server: web1\nsource: { url: none }\npaths: { state: %s }\n".formatted(state));
    var result = new Terminal().with("PILASTER_CONFIG", file.toString()).type("bind");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("is not there");
    assertThat(state).doesNotExist();
  }

  @Test
  void theDoctorMissesAnId() {
    assertThat(MachineFinding.of(Binding.Machine.UNKNOWN).says()).contains("would not be noticed");
    var fresh = new Binding.Machine(Optional.of("ab"), Optional.empty());
    assertThat(MachineFinding.of(fresh).says()).isEqualTo("will be bound to ab");
  }
}
