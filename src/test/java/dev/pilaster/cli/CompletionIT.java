package dev.pilaster.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The completion script in the shells that it is for. */
class CompletionIT {
  /** What bash calls for the last word of a line. */
  private static final String BASH =
      """
      source "$1"
      complete() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _complete_pilaster; echo "${COMPREPLY[*]}"; }
      complete pilaster sta
      complete pilaster sync --wai
      complete pilaster quarantine cl
      """;

  /** Somebody types a word's beginning, the key of the tabulator, and return. */
  private static final String ZSH =
      """
      zmodload zsh/zpty
      zpty typist zsh -f -i
      zpty -w typist "PS1=; source '$1'; pilaster() { print ran \\"\\$@\\" }; print -n rea; print dy"
      zpty -r typist said '*ready*'
      zpty -n -w typist $'pilaster sta\\t\\n'
      zpty -r typist said '*ran status*'
      print -r -- "$said"
      zpty -d typist
      """;

  @TempDir private Path dir;
  private Path script;

  @BeforeEach
  void write() throws IOException {
    script = Files.writeString(dir.resolve("completion"), new Terminal().type("completion").out());
  }

  private String says(String shell, String text) throws IOException, InterruptedException {
    var program = Files.writeString(dir.resolve("program"), text);
    var out = dir.resolve("out");
    var process =
        new ProcessBuilder(shell, program.toString(), script.toString())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    var ended = process.waitFor(60, TimeUnit.SECONDS);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    var said = Files.readString(out, UTF_8);
    assertThat(ended).as(said).isTrue();
    return said;
  }

  @Test
  void bashCompletesCommandsTheirOptionsAndTheirOwnCommands() throws Exception {
    assertThat(says("bash", BASH).lines().filter(line -> !line.contains("compopt")))
        .containsExactly("status", "--wait", "clear");
  }

  @Test
  void zshCompletesACommandAtTheTabulator() throws Exception {
    assertThat(says("zsh", ZSH)).contains("ran status");
  }
}
