package dev.pilaster.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.api.Golden;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every {@code --help} is written down in {@code src/test/golden/cli}. */
@Tag("outer")
class HelpTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "status",
        "plan",
        "sync",
        "drift",
        "history",
        "quarantine",
        "quarantine list",
        "quarantine clear",
        "pin",
        "unpin",
        "approve",
        "suspend",
        "resume",
        "bind",
        "import",
        "purge",
        "drush",
        "shell",
        "exec",
        "logs",
        "validate",
        "preview",
        "render",
        "doctor",
        "schema",
        "adopt",
        "token",
        "token new",
        "agent",
        "completion",
        "version"
      })
  void isAsWrittenDown(String command) {
    var words = (command + " --help").strip().split(" ");
    var result = new Terminal().type(words);
    assertThat(result.code()).isZero();
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
    var name = command.isEmpty() ? "pilaster" : command.replace(' ', '-');
    Golden.check("cli/" + name + ".txt", result.out());
  }

  @Test
  void theWholeHelpNamesEveryCommandThatHasOne() {
    var whole = new Terminal().type("--help").out();
    assertThat(whole).contains("status", "sync", "quarantine", "version");
  }

  @Test
  void aWrongWordIsBadUsage() {
    assertThat(new Terminal().type("stauts").code()).isEqualTo(2);
    assertThat(new Terminal().type("status", "--colour").code()).isEqualTo(2);
    assertThat(new Terminal().type().code()).isEqualTo(2);
    assertThat(new Terminal().type("token").code()).isEqualTo(2);
    assertThat(new Terminal().type("suspend").code()).isEqualTo(2);
    assertThat(new Terminal().type("pin", "php82", "--reason", "x").code()).isEqualTo(2);
    assertThat(new Terminal().type("pin", "php82", "--image", "x").code()).isEqualTo(2);
    assertThat(new Terminal().type("unpin").code()).isEqualTo(2);
    assertThat(new Terminal().type("schema", "pod").code()).isEqualTo(2);
  }

  @Test
  void theVersionIsOneLine() {
    assertThat(new Terminal().type("version").out()).matches("pilaster \\S+ \\(\\S+\\)\n");
    assertThat(new Terminal().type("--version").out()).startsWith("pilaster ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"site", "server", "policy"})
  void aSchemaIsJson(String kind) throws Exception {
    var schema =
        dev.pilaster.api.Json.read(new Terminal().type("schema", kind).out().getBytes(UTF_8));
    assertThat(schema.get("$schema").textValue()).startsWith("https://json-schema.org/");
  }

  @Test
  void completionKnowsEveryCommand() {
    assertThat(new Terminal().type("completion").out())
        .contains("quarantine", "--while-suspended", "--release");
  }
}
