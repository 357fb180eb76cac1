package dev.pilaster.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.pilaster.model.Secret;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that SOPS itself wrote: its tree walk and cipher of 3.13, its YAML store of 3.9. They are
 * the proof that {@link SopsWriter} and the reader do not share a misunderstanding.
 */
class SopsRealFilesTest {
  @Test
  void everyTypeIsRead() throws Exception {
    Map<String, String> read = read("sops-types.yaml", "host1.agekeys");

    assertThat(read)
        .containsExactly(
            entry("db.password", "p:w'd\"#{}[]é•\n"),
            entry("db.port", "3306"),
            entry("db.ratio", "1234.56789"),
            entry("db.big", "1000000000000000000000000000000"),
            entry("db.on", "true"),
            entry("db.off", "no"),
            entry("db.when", "2001-01-01T00:00:00Z"),
            entry("db.stamp", "2001-12-14T21:59:43.1-05:00"),
            entry("db.octal", "493"),
            entry("db.empty", ""),
            entry("hosts.0", "a"),
            entry("hosts.1", "b"),
            entry("hosts.2.deep", "c"),
            entry("hosts.2.list.0", "1"),
            entry("hosts.2.list.1", "2"),
            entry("key", "-----BEGIN KEY-----\nabc\n\ndef\n"),
            entry("note_unencrypted", "plain text"),
            entry("address_unencrypted", "10.0.0.5"),
            entry("number_unencrypted", "42"),
            entry("float_unencrypted", "1.5"),
            entry("large_unencrypted", "1.2345675e+06"),
            entry("date_unencrypted", "2001-01-01T00:00:00Z"),
            entry("flag_unencrypted", "true"),
            entry("quoted_unencrypted", "0755"),
            entry("a:b", "colon"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"host1.agekeys", "host2-and-3.agekeys"})
  void everyRecipientReadsAFileOfThree(String keys) throws Exception {
    assertThat(read("sops-regex-three-recipients.yaml", keys))
        .containsExactly(
            entry("data.token", "t0k"),
            entry("data.more.0", "x"),
            entry("data.more.1", "y"),
            entry("metadata.name", "acme"),
            entry("metadata.replicas", "3"));
  }

  @Test
  void aSealOverEncryptedValuesOnlyIsRead() throws Exception {
    assertThat(read("sops-mac-only-encrypted.yaml", "host2-and-3.agekeys"))
        .containsExactly(
            entry("db_password", "hunter2"),
            entry("port_plain", "493"),
            entry("note_plain", "anything"));
  }

  private static Map<String, String> read(String file, String keys) throws Exception {
    Map<String, String> read = new LinkedHashMap<>();
    Map<String, Secret> secrets =
        SopsFile.parse(file, resource(file)).decrypt(AgeKeys.parse(keys, resource(keys)));
    secrets.forEach((name, secret) -> read.put(name, secret.reveal()));
    return read;
  }

  private static String resource(String name) throws Exception {
    try (InputStream in =
        Objects.requireNonNull(SopsRealFilesTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
