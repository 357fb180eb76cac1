package dev.pilaster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.api.Tokens.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("outer")
class TokensTest {
  /** {@code printf abc | sha256sum}, the example of FIPS 180-2. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir private Path directory;
  private Path file;
  private Tokens tokens;

  @BeforeEach
  void start() {
    file = directory.resolve("tokens");
    tokens = new Tokens(file);
  }

  @Test
  void aSecretIsKnownByItsDigest() throws IOException {
    Files.writeString(file, "ci sync " + ABC + "\n");
    assertThat(tokens.find("abc")).contains(new Token("ci", Role.SYNC, ABC));
    assertThat(tokens.find("abd")).isEmpty();
    assertThat(tokens.find("")).isEmpty();
  }

  @Test
  void blankLinesAndCommentsDoNotCount() throws IOException {
    Files.writeString(file, "# who may ask\n\n  ci   sync\t" + ABC + "  \n");
    assertThat(tokens.find("abc")).isPresent();
  }

  @Test
  void oneBadLineDoesNotSpoilTheOthers() throws IOException {
    Files.writeString(file, "ci sync\nci boss " + ABC + "\nci sync zz\nme read " + ABC + "\n");
    assertThat(tokens.find("abc")).map(Token::name).contains("me");
  }

  @Test
  void theFileIsReadAgainWhenItHasChanged() throws IOException {
    assertThat(tokens.find("abc")).isEmpty();
    Files.writeString(file, "ci sync " + ABC + "\n");
    assertThat(tokens.find("abc")).isPresent();
    Files.writeString(file, "");
    assertThat(tokens.find("abc")).isEmpty();
    Files.writeString(file, "ci admin " + ABC + "\n");
    assertThat(tokens.find("abc")).map(Token::role).contains(Role.ADMIN);
    Files.delete(file);
    assertThat(tokens.find("abc")).isEmpty();
  }

  @Test
  void whatWasAddedAtTheStartIsKnownWithoutAFile() {
    var more = new Tokens(file, Token.of("local", Role.ADMIN, "abc"));
    assertThat(more.find("abc")).map(Token::name).contains("local");
  }

  @Test
  void aTokenIsWrittenAsItIsRead() {
    var token = Token.of("ci", Role.READ, "abc");
    assertThat(token.line()).isEqualTo("ci read " + ABC + "\n");
    assertThat(Token.parse(token.line())).isEqualTo(token);
  }

  @Test
  void aNameThatWouldBreakALineIsRefused() {
    assertThatThrownBy(() -> Token.of("a b", Role.READ, "abc"))
        .hasMessage("not a token's name: \"a b\"");
    assertThatThrownBy(() -> Token.of("a\nb", Role.READ, "abc")).isNotNull();
    assertThatThrownBy(() -> Token.of("", Role.READ, "abc")).isNotNull();
  }

  @Test
  void secretsDiffer() {
    assertThat(Tokens.secret()).hasSize(43).isNotEqualTo(Tokens.secret());
  }

  @Test
  void theLocalTokenIsForItsOwnerAlone() throws IOException {
    var state = directory.resolve("state");
    var token = LocalToken.make(state);
    var kept = state.resolve(LocalToken.NAME);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
        .isEqualTo("rw-------");
    assertThat(new Tokens(file, token).find(Files.readString(kept).strip())).contains(token);
    assertThat(LocalToken.make(state)).isNotEqualTo(token);
  }
}
