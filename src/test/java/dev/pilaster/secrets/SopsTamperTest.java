package dev.pilaster.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody who may write to the repository, and has no key, changes a file. */
class SopsTamperTest {
  private static final String SEAL = "sops.mac: MAC mismatch";
  private static final String FORGED = "does not decrypt: the value was damaged, or moved here";

  private Keys host;
  private Map<String, Object> tree;

  @BeforeEach
  void makeATree() throws Exception {
    host = Keys.fresh();
    tree = new LinkedHashMap<>();
    tree.put("one", "hunter1");
    tree.put("two", "hunter2");
    tree.put("list", List.of("hunter3", "hunter4"));
    tree.put("name_unencrypted", "acme");
    tree.put("count_unencrypted", 12L);
  }

  @Test
  void untouchedItOpens() throws Exception {
    assertThat(SopsFile.parse("f", file()).decrypt(host.age())).hasSize(6);
  }

  @Test
  void valuesSwappedBetweenKeysAreSeen() throws Exception {
    refused(
            file()
                .replace("\"one\":", "\"x\":")
                .replace("\"two\":", "\"one\":")
                .replace("\"x\":", "\"two\":"))
        .hasMessageMatching("f:[12]: (one|two): " + FORGED + ".*");
  }

  @Test
  void itemsSwappedInAListAreSeen() throws Exception {
    refused(swapped(file(), 3, 4)).hasMessageContaining(SEAL);
  }

  @Test
  void keysInAnotherOrderAreSeen() throws Exception {
    refused(swapped(file(), 0, 1)).hasMessageContaining(SEAL);
  }

  @Test
  void aRemovedValueIsSeen() throws Exception {
    refused(without(file(), "\"two\"")).hasMessageContaining(SEAL);
  }

  @Test
  void anEmptiedValueIsSeen() throws Exception {
    refused(file().replaceFirst("\"two\": .*", "\"two\": \"\"")).hasMessageContaining(SEAL);
  }

  @Test
  void aValueOfAnotherFileIsSeen() throws Exception {
    String foreign =
        file().lines().filter(line -> line.startsWith("\"two\"")).findFirst().orElseThrow();

    refused(file().replaceFirst("\"two\": .*", foreign))
        .hasMessageContaining("f:2: two: " + FORGED);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "\"acme\",\"acne\"",
        "\"count_unencrypted\": 12,\"count_unencrypted\": 13",
        "\"name_unencrypted\": \"acme\",\"x_unencrypted\": y"
      })
  void anEditedPlainValueIsSeen(String before, String after) throws Exception {
    refused(file().replace(before, after)).hasMessageContaining(SEAL);
  }

  @Test
  void anAddedPlainValueIsSeen() throws Exception {
    refused("more_unencrypted: x\n" + file()).hasMessageContaining(SEAL);
  }

  @Test
  void anAddedPlainValueWhereEncryptedOnesBelongIsSeen() throws Exception {
    refused("more: hunter2\n" + file())
        .hasMessageContaining(
            "f:1: more: stands in plain text where the file's rule wants it encrypted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"more: 12\n", "more: true\n", "more: 'x'\n"})
  void aPlainValueOfAnyTypeWhereEncryptedOnesBelongIsSeen(String line) throws Exception {
    refused(line + file()).hasMessageContaining("f:1: more: stands in plain text");
  }

  @Test
  void aSealOfAnotherFileIsSeen() throws Exception {
    String foreign =
        file().lines().filter(line -> line.startsWith("    mac:")).findFirst().orElseThrow();

    refused(file().replaceFirst("    mac: .*", foreign)).hasMessageContaining(SEAL);
  }

  @Test
  void anotherTimeOfTheSealIsSeen() throws Exception {
    refused(file().replace("2026-01-31", "2026-02-01")).hasMessageContaining(SEAL);
  }

  @ParameterizedTest
  @CsvSource({
    "encrypted_regex: one",
    "mac_only_encrypted: true",
    "unencrypted_suffix: two",
    "encrypted_suffix: o"
  })
  void anotherRuleIsSeen(String rule) throws Exception {
    refused(file() + "    " + rule + "\n");
  }

  @Test
  void underASealOfEncryptedValuesOnlyThesePlainValuesMayChange() throws Exception {
    String file = new SopsWriter(host.recipient()).with("mac_only_encrypted", "true").write(tree);

    assertThat(SopsFile.parse("f", file.replace("\"acme\"", "0755")).decrypt(host.age()))
        .containsEntry("name_unencrypted", Secret.of("0755"));
    refused(without(file, "\"two\"")).hasMessageContaining(SEAL);
  }

  @Test
  void underASealOfEncryptedValuesOnlyAValueTurnedPlainIsSeen() throws Exception {
    SopsWriter writer = new SopsWriter(host.recipient()).with("mac_only_encrypted", "true");

    refused(writer.write(tree).replace("\"two\":", "\"two_unencrypted\":"))
        .hasMessageContaining(
            "two_unencrypted: is encrypted where the file's rule wants plain text");
  }

  @Test
  void aValueRelabelledToAnotherTypeKeepsItsText() throws Exception {
    String file =
        file().replace("type:str", "type:bool").replaceFirst("(mac.*)type:bool", "$1type:str");

    assertThat(SopsFile.parse("f", file).decrypt(host.age()))
        .containsEntry("one", Secret.of("hunter1"));
  }

  @Test
  void aFileCutAnywhereIsRefused() throws Exception {
    String file = file();
    int metadataEnds = file.indexOf("    version:");

    for (int length = 0; length < metadataEnds; length += 31) {
      refused(file.substring(0, length));
    }
  }

  private String file() throws Exception {
    return new SopsWriter(host.recipient()).write(tree);
  }

  /** Decrypting fails, and the message holds no value. */
  private AbstractThrowableAssert<?, ? extends Throwable> refused(String file) throws Exception {
    AgeKeys keys = host.age();
    return assertThatThrownBy(() -> SopsFile.parse("f", file).decrypt(keys))
        .isInstanceOf(SecretException.class)
        .hasMessageStartingWith("f:")
        .hasMessageNotContaining("hunter")
        .hasNoCause();
  }

  private static String swapped(String file, int one, int other) {
    List<String> lines = new ArrayList<>(file.lines().toList());
    Collections.swap(lines, one, other);
    return String.join("\n", lines) + "\n";
  }

  private static String without(String file, String start) {
    return file.lines().filter(line -> !line.startsWith(start)).reduce("", (a, b) -> a + b + "\n");
  }
}
