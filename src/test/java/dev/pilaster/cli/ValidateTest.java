package dev.pilaster.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pilaster validate}. */
@Tag("outer")
class ValidateTest {
  @TempDir private Path directory;

  private void write(String path, String text) throws IOException {
    var file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Terminal.Result validate(String... more) {
    var words = new java.util.ArrayList<>(java.util.List.of("validate", directory.toString()));
    words.addAll(java.util.List.of(more));
    return new Terminal().type(words.toArray(String[]::new));
  }

  @Test
  void theExampleHasNoProblem() {
    var result = new Terminal().type("validate", "example-config-repo");
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).isEqualTo("1 server checked: no problem\n");
    assertThat(result.code()).isZero();
  }

  @Test
  void everyProblemOfEveryServerIsNamedOnce() throws IOException {
    write("servers/web1.yaml", "schema: 1\ncontainrs: {}\nsites: { a: {} }\n");
    write("servers/web2.yaml", "schema: 1\nsites: { a: {} }\n");
    write("sites/a.yaml", "schema: 1\ntype: static\ndocrot: web\n");
    var result = validate();
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out())
        .contains("servers/web1.yaml:2: containrs: unknown key")
        .containsOnlyOnce("sites/a.yaml:3: docrot: unknown key \"docrot\"");
    assertThat(result.err()).startsWith("2 servers checked: ");
  }

  @Test
  void problemsAreThereAsJson() throws Exception {
    write("servers/web1.yaml", "schema: 1\ncontainrs: {}\n");
    var answer = dev.pilaster.api.Json.read(validate("--output", "json").out().getBytes(UTF_8));
    var problem = answer.get("problems").get(0);
    assertThat(problem.get("file").textValue()).isEqualTo("servers/web1.yaml");
    assertThat(problem.get("line").intValue()).isEqualTo(2);
    assertThat(problem.get("path").textValue()).isEqualTo("containrs");
  }

  @Test
  void aDirectoryWithoutServersIsInvalid() {
    var result = validate();
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).startsWith("servers: there is no server file");
  }

  @Test
  void aFileThatIsNotNamedLikeAServerIsInvalid() throws IOException {
    write("servers/Web_1.yaml", "schema: 1\n");
    assertThat(validate().out()).isEqualTo("servers/Web_1.yaml: is not named like a server\n");
  }

  @Test
  void aSiteThatNobodyPlacesIsNamedAndNotChecked() throws IOException {
    write("servers/web1.yaml", "schema: 1\nnetwork: { name: p }\n");
    write("sites/lost.yaml", "schema: 1\n");
    var result = validate();
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.err()).contains("sites/lost.yaml: not checked: no server places it");
  }

  @Test
  void aSecretIsLookedUpAndNotOpened() throws IOException {
    write(
        "servers/web1.yaml",
        """
        schema: 1
        registries:
          a.example.com: { username: a, password: "${secret:registry#web1}" }
          b.example.com: { username: b, password: "${secret:registry#web2}" }
          c.example.com: { username: c, password: "${file:/etc/pilaster/secrets/c#key}" }
        """);
    write("secrets/registry.yaml", sealed());
    var result = validate();
    assertThat(result.out())
        .isEqualTo(
            "servers/web1.yaml:4: registries.b.example.com.password: ${secret:registry#web2}:"
                + " secrets/registry.yaml has no key \"web2\"\n");
  }

  /** As SOPS writes it; nobody has the key. */
  private static String sealed() {
    var value =
        "ENC[AES256_GCM,data:AAAA,iv:"
            + "A".repeat(43)
            + "=,tag:"
            + "A".repeat(22)
            + "==,type:str]";
    return """
    web1: %s
    sops:
        age:
            - recipient: age1lzd99uklcjnc0e7d860axevet2cz99ce9pq6tzuzd05l5nr28ams36nvun
              enc: |
                -----BEGIN AGE ENCRYPTED FILE-----
                YWdl
                -----END AGE ENCRYPTED FILE-----
        lastmodified: "2026-01-01T00:00:00Z"
        mac: %s
        unencrypted_suffix: _unencrypted
        version: 3.9.0
    """
        .formatted(value, value);
  }
}
