package dev.pilaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.api.Role;
import dev.pilaster.api.Tokens.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pilaster token new}. */
@Tag("outer")
class TokenTest {
  @TempDir private Path directory;
  private Path tokens;
  private String config;

  @BeforeEach
  void start() throws IOException {
    tokens = directory.resolve("tokens");
    config =
        Files.writeString(
                directory.resolve("agent.yaml"),
                "source: { url: /x }\napi: { tokens_file: tokens }\n")
            .toString();
  }

  private Terminal.Result add(String name, String role) {
    return new Terminal().type("token", "new", name, role, "--config", config);
  }

  @Test
  void printsTheSecretAndKeepsItsDigest() throws IOException {
    var result = add("ci", "sync");
    assertThat(result.code()).isZero();
    var secret = result.out().strip();
    assertThat(secret).hasSize(43);
    assertThat(Files.readString(tokens)).isEqualTo(Token.of("ci", Role.SYNC, secret).line());
    assertThat(result.err()).doesNotContain(secret);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tokens)))
        .isEqualTo("rw-------");
  }

  @Test
  void leavesTheOthersAlone() throws IOException {
    Files.writeString(tokens, "# ours\nold read " + "0".repeat(64));
    add("ci", "admin");
    assertThat(Files.readString(tokens))
        .startsWith("# ours\nold read " + "0".repeat(64) + "\nci admin ");
  }

  @Test
  void aNameIsTakenOnce() throws IOException {
    add("ci", "sync");
    var before = Files.readString(tokens);
    var again = add("ci", "read");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("there is a token named ci");
    assertThat(Files.readString(tokens)).isEqualTo(before);
  }

  @Test
  void aRoleOrNameThatIsNoneIsInvalid() {
    assertThat(add("ci", "boss").code()).isEqualTo(2);
    assertThat(add("two words", "read").code()).isEqualTo(2);
    assertThat(tokens).doesNotExist();
  }

  @Test
  void whereNothingCanBeWrittenIsAFailure() throws IOException {
    Files.writeString(Path.of(config), "source: { url: /x }\napi: { tokens_file: none/tokens }\n");
    assertThat(add("ci", "read").code()).isEqualTo(1);
  }
}
