package dev.pilaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates and keys that nobody opens where pillar files are only checked. */
@Tag("outer")
class EncryptedCertificateTest {
  private static final String SITE =
      """
      schema: 1
      type: static
      source: { git: /srv/git/acme.git, ref: main }
      domains: [acme.example.com]
      tls:
        mode: files
        certificate: "${file:/etc/pilaster/secrets/tls#certificate}"
        key: "${file:/etc/pilaster/secrets/tls#key}"
      """;

  @TempDir private Path dir;

  private Terminal.Result type(String... words) throws IOException {
    Files.createDirectories(dir.resolve("servers"));
    Files.createDirectories(dir.resolve("sites"));
    Files.writeString(dir.resolve("servers/web1.yaml"), "schema: 1\nsites: { acme: {} }\n");
    Files.writeString(dir.resolve("sites/acme.yaml"), SITE);
    var all = java.util.Arrays.copyOf(words, words.length + 1);
    all[words.length] = dir.toString();
    return new Terminal().type(all);
  }

  @Test
  void areNoProblem() throws IOException {
    assertThat(type("validate").out()).isEmpty();
  }

  @Test
  void areServedAndNotShown() throws IOException {
    assertThat(type("render", "--server", "web1").out())
        .contains("ssl_certificate /etc/nginx/pilaster.d/acme.cert;", "•••\n•••\n");
  }
}
