package dev.pilaster.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.api.Golden;
import dev.pilaster.api.Json;
import dev.pilaster.host.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs on a host, as pillar files: {@code src/test/golden/cli/adopt}. */
@Tag("outer")
class AdoptionTest {
  private static final Path GIVEN = Path.of("src/test/golden/cli/adopt");
  private static final String OURS = "/etc/nginx/pilaster.d";

  private static Adoption host() throws IOException {
    var containers = List.of(container("app"), container("db"), container("php"));
    return new Adoption("web1", containers, Files.readString(GIVEN.resolve("nginx.txt")), OURS);
  }

  private static Found.Container container(String name) throws IOException {
    var json = Json.read(Files.readString(GIVEN.resolve(name + ".json")).getBytes(UTF_8));
    return new Found.Container(json.path("inspect"), json.path("image"));
  }

  @Test
  void everyFileIsAsWrittenDown() throws IOException {
    for (var file : host().files().entrySet()) {
      Golden.check("cli/adopt/" + file.getKey(), file.getValue());
    }
  }

  @Test
  void whatIsPrintedLacksNothingButItsSecrets(@TempDir Path dir) throws IOException {
    for (var file : host().files().entrySet()) {
      Files.createDirectories(dir.resolve(file.getKey()).getParent());
      Files.writeString(dir.resolve(file.getKey()), file.getValue());
    }
    var result = new Terminal().type("validate", dir.toString());
    assertThat(result.out().lines()).isNotEmpty().allMatch(l -> l.contains("secret"));
  }

  @Test
  void noSecretIsShown() throws IOException {
    assertThat(host().files().toString()).doesNotContain("hunter2", "s3cr3t");
  }

  @Test
  void ourOwnVhostsAndThoseThatOnlySendElsewhereAreNone() throws IOException {
    assertThat(host().files().keySet())
        .containsExactly(
            "pilaster.yaml",
            "servers/web1.yaml",
            "sites/acme-example-com.yaml",
            "sites/app-example-com.yaml",
            "sites/static-example-com.yaml");
  }

  @Test
  void namesFitThePillarAndDiffer() {
    var taken = new TreeSet<String>();
    assertThat(Adoption.name("/My_App.1", taken)).isEqualTo("my-app-1");
    assertThat(Adoption.name("my-app-1", taken)).isEqualTo("my-app-1-2");
    assertThat(Adoption.name("x".repeat(60), taken)).hasSizeLessThanOrEqualTo(32);
    assertThat(Adoption.name("___", taken)).isEqualTo("x");
  }

  @Test
  void nginxIsReadWithItsQuotesCommentsAndBraces() {
    var text =
        """
        # configuration file /etc/nginx/a.conf:
        http { server { # one { two
          listen 80; server_name "a.example.com" b.example.com;
          location ~ \\.php(/|$) { fastcgi_pass unix:/run/a.sock; set $x a${y}z; }
          root /srv/a;
        } }
        """;
    var vhost = NginxDump.read(text).get(0);
    assertThat(vhost.file()).isEqualTo("/etc/nginx/a.conf");
    assertThat(vhost.names()).containsExactly("a.example.com", "b.example.com");
    assertThat(vhost.value("fastcgi_pass")).contains("unix:/run/a.sock");
    assertThat(vhost.value("root")).contains("/srv/a");
  }
}
