package dev.pilaster.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.pilaster.model.Secret;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files from {@link SopsWriter}, read back. */
class SopsFileTest {
  private static Keys host;
  private static Keys other;

  @BeforeAll
  static void makeKeys() throws Exception {
    host = Keys.fresh();
    other = Keys.fresh();
  }

  @Test
  void everyTypeComesBackAsText() throws Exception {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("text", "hunter2");
    tree.put("empty", "");
    tree.put("int", -3306L);
    tree.put("float", 1234.5);
    tree.put("yes", true);
    tree.put("no", false);
    tree.put("time", OffsetDateTime.parse("2001-12-14T21:59:43.1-05:00"));
    tree.put("bytes", new byte[] {'b', 'y', 't', 'e'});

    assertThat(decrypted(writer().write(tree)))
        .containsExactly(
            entry("text", Secret.of("hunter2")),
            entry("empty", Secret.of("")),
            entry("int", Secret.of("-3306")),
            entry("float", Secret.of("1234.5")),
            entry("yes", Secret.of("true")),
            entry("no", Secret.of("false")),
            entry("time", Secret.of("2001-12-14T21:59:43.1-05:00")),
            entry("bytes", Secret.of("byte")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "\n",
        "\t",
        "~",
        "null",
        "'",
        "\"",
        "\\",
        "#",
        "%",
        "${secret:a#b}",
        "{{ x }}",
        "ENC[AES256_GCM,",
        "a\u0000b",
        "\r\n",
        "é•😀",
        "-----BEGIN KEY-----\nabc\n-----END KEY-----\n"
      })
  void hostileValuesComeBackUnchanged(String value) throws Exception {
    assertThat(decrypted(writer().write(Map.of("key", value))))
        .containsExactly(entry("key", Secret.of(value)));
  }

  @Test
  void aLongValueComesBackUnchanged() throws Exception {
    String value = "é".repeat(100_000);

    assertThat(decrypted(writer().write(Map.of("key", value)))).containsValue(Secret.of(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a:b", "a b", "8080", "true", "~", "<<", "é", "- a", "a#b"})
  void hostileKeysComeBackUnchanged(String key) throws Exception {
    assertThat(decrypted(writer().write(Map.of(key, "x", "map", Map.of(key, "y")))))
        .containsOnlyKeys(key, "map." + key);
  }

  @Test
  void nestedKeysAreJoinedByDotsAndItemsNumbered() throws Exception {
    Map<String, ?> tree =
        Map.of(
            "db",
            Map.of("main", Map.of("password", "x")),
            "hosts",
            List.of("a", Map.of("b", List.of("c"))));

    assertThat(decrypted(writer().write(tree)))
        .containsOnlyKeys("db.main.password", "hosts.0", "hosts.1.b.0");
  }

  @Test
  void nullsAndEmptyCollectionsAreAbsent() throws Exception {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("nothing", null);
    tree.put("map", Map.of());
    tree.put("list", List.of());
    tree.put("items", Arrays.asList(null, "second"));

    assertThat(decrypted(writer().write(tree))).containsOnlyKeys("items.1");
  }

  @Test
  void anyRecipientOpensTheFile() throws Exception {
    String file = new SopsWriter(other.recipient(), host.recipient()).write(Map.of("key", "x"));

    assertThat(SopsFile.parse("f", file).decrypt(host.age()))
        .isEqualTo(SopsFile.parse("f", file).decrypt(other.age()))
        .containsOnlyKeys("key");
  }

  @Test
  void oneOfSeveralIdentitiesIsEnough() throws Exception {
    String file = writer().write(Map.of("key", "x"));
    AgeKeys keys = AgeKeys.parse("age.key", other.identity() + "\n" + host.identity());

    assertThat(SopsFile.parse("f", file).decrypt(keys)).containsOnlyKeys("key");
  }

  @Test
  void aStrangerIsToldWhoCanOpenIt() throws Exception {
    SopsFile file = SopsFile.parse("secrets/acme.yaml", writer().write(Map.of("key", "x")));

    assertThatThrownBy(() -> file.decrypt(other.age()))
        .isInstanceOf(SecretException.class)
        .hasMessageStartingWith("secrets/acme.yaml:")
        .hasMessageContaining("sops.age: this host's age keys (" + other.recipient())
        .hasMessageContaining("recipients (" + host.recipient())
        .hasMessageContaining("sops updatekeys");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T12:00:00Z,2026-01-31T12:00:00Z",
    "2026-01-31T12:00:00.25Z,2026-01-31T12:00:00Z",
    "2026-01-31T12:00:00+00:00,2026-01-31T12:00:00Z",
    "2026-01-31T12:00:00+02:00,2026-01-31T12:00:00+02:00"
  })
  void theSealIsBoundToTheTimeAsGoSpellsIt(String written, String sealed) throws Exception {
    String file = writer().modified(written, sealed).write(Map.of("key", "x"));

    assertThat(decrypted(file)).containsOnlyKeys("key");
  }

  @Test
  void namesAndRecipientsAreKnownWithoutAKey() throws Exception {
    SopsFile file = SopsFile.parse("f", writer().write(Map.of("db", Map.of("password", "x"))));

    assertThat(file.names()).containsExactly("db.password");
    assertThat(file.recipients()).containsExactly(host.recipient());
  }

  @Test
  void printsNamesOnly() throws Exception {
    String file = writer().write(new LinkedHashMap<>(Map.of("a_unencrypted", "hunter2")));

    assertThat(SopsFile.parse("f", file)).hasToString("SopsFile[f, [a_unencrypted]]");
    assertThat(decrypted(file)).hasToString("{a_unencrypted=•••}");
  }

  @Test
  void randomTreesComeBackUnchanged() throws Exception {
    for (int seed = 0; seed < 50; seed++) {
      RandomTree tree = new RandomTree(new Random(seed));
      SopsWriter writer = writer();
      tree.rule().forEach(writer::with);

      assertThat(decrypted(writer.write(tree.tree()))).as("seed " + seed).isEqualTo(tree.values());
    }
  }

  private static SopsWriter writer() throws Exception {
    return new SopsWriter(host.recipient());
  }

  private static Map<String, Secret> decrypted(String file) throws Exception {
    return SopsFile.parse("f", file).decrypt(host.age());
  }
}
