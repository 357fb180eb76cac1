package dev.pilaster.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The identity and its file are a vector of getsops, age/keysource_test.go. */
class AgeKeysTest {
  private static final String IDENTITY =
      "AGE-SECRET-KEY-1G0Q5K9TV4REQ3ZSQRMTMG8NSWQGYT0T7TZ33RAZEE0GZYVZN0APSU24RK7";
  private static final String RECIPIENT =
      "age1lzd99uklcjnc0e7d860axevet2cz99ce9pq6tzuzd05l5nr28ams36nvun";
  private static final String ARMORED =
      """
      -----BEGIN AGE ENCRYPTED FILE-----
      YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBvY2t2NkdLUGRvY3l2OGNy
      MVJWcUhCOEZrUG8yeCtnRnhxL0I5NFk4YjJFCmE4SVQ3MEdyZkFqRWpSa2F0NVhF
      VDUybzBxdS9nSGpHSVRVMUI0UEVqZkkKLS0tIGJjeGhNQ0Y5L2VZRVVYSm90djFF
      bzdnQ3UwTGljMmtrbWNMV1MxYkFzUFUK4xjOZOTGdcbzuwUY/zeBXhcF+Md3e5PQ
      EylloI7MNGbadPGb
      -----END AGE ENCRYPTED FILE-----
      """;

  @Test
  void opensTheVectorOfSops() throws Exception {
    assertThat(AgeKeys.parse("age.key", IDENTITY).open(ARMORED)).contains("data".getBytes(UTF_8));
  }

  @Test
  void knowsItsRecipients() throws Exception {
    assertThat(AgeKeys.parse("age.key", IDENTITY).recipients()).containsExactly(RECIPIENT);
  }

  @Test
  void severalKeysMayStandAmongCommentsAndEmptyLines() throws Exception {
    String text =
        "# created: today\r\n# public key: age1…\r\n"
            + Keys.fresh().identity()
            + "\r\n\n  "
            + IDENTITY;

    assertThat(AgeKeys.parse("age.key", text).open(ARMORED)).contains("data".getBytes(UTF_8));
  }

  @Test
  void aFileForOthersOpensToNothing() throws Exception {
    assertThat(Keys.fresh().age().open(ARMORED)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0", "40", "200", "300"})
  void aTruncatedFileIsDamaged(int length) throws Exception {
    AgeKeys keys = AgeKeys.parse("age.key", IDENTITY);

    assertThatThrownBy(() -> keys.open(ARMORED.substring(0, length)))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void printsRecipientsOnly() throws Exception {
    assertThat(AgeKeys.parse("age.key", IDENTITY)).hasToString("AgeKeys[" + RECIPIENT + "]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AGE-SECRET-KEY-PQ-1JPDDEMSK6G9MG0 | post-quantum age keys are not supported",
        "AGE-PLUGIN-YUBIKEY-1QQPSQQ | age plugins are not supported",
        "-----BEGIN OPENSSH PRIVATE KEY----- | SSH keys are not supported",
        "ssh-ed25519 AAAAC3Nz | this is a public SSH key",
        "-----BEGIN AGE ENCRYPTED FILE----- | encrypted with a passphrase",
        "age1lzd99uklcjnc0e7d860axevet2cz99 | this is a public key",
        "AGE-SECRET-KEY-1G0Q5K9TV4REQ3ZSQRMTMG8NSWQGYT0 | this age key is damaged",
        "hunter2 | expected an age key",
      })
  void otherLinesAreRefusedByKind(String line, String reason) {
    assertThatThrownBy(() -> AgeKeys.parse("/etc/pilaster/age.key", "# ours\n" + line))
        .isInstanceOf(SecretException.class)
        .hasMessageStartingWith("/etc/pilaster/age.key:2: ")
        .hasMessageContaining(reason)
        .hasMessageNotContaining(line)
        .hasNoCause();
  }

  @Test
  void aFileWithoutAKeyIsRefused() {
    assertThatThrownBy(() -> AgeKeys.parse("age.key", "# nothing yet\n"))
        .hasMessage("age.key: holds no age key (AGE-SECRET-KEY-1…); `age-keygen` makes one");
  }
}
