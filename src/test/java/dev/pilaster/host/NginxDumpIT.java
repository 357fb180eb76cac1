package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.host.Finding.Level;
import dev.pilaster.real.RealNginx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor reads of a real nginx that has a large configuration. */
class NginxDumpIT {
  private static final String SERVER = "server { listen %s; server_name %s; }\n";

  @TempDir Path dir;
  private RealNginx nginx;

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(dir.resolve("nginx/other.d"));
    nginx = new RealNginx(dir.resolve("nginx"));
    theirs("00-large.conf", "# nothing is said here\n".repeat(10_000));
  }

  @AfterEach
  void stop() {
    nginx.close();
  }

  private void theirs(String file, String text) throws IOException {
    Files.writeString(dir.resolve("nginx/other.d").resolve(file), text);
  }

  private List<Finding> findings() {
    var argv = nginx.check().stream().map(word -> word.equals("-t") ? "-T" : word).toList();
    var dump = ServiceFindings.dump(Duration.ofSeconds(10), argv);
    return ServiceFindings.nginx(dump, nginx.directory);
  }

  private static List<String> wrong(List<Finding> findings) {
    return findings.stream().filter(f -> f.level() != Level.GOOD).map(Finding::says).toList();
  }

  @Test
  void aHostInOrderIsFoundSo() {
    assertThat(wrong(findings())).isEmpty();
  }

  @Test
  void aDefaultServerBehindMuchElseIsFound() throws IOException {
    var there = nginx.address() + " default_server";
    theirs("99.conf", SERVER.formatted(there, "_"));
    assertThat(wrong(findings()))
        .containsExactly("unknown hosts end in " + dir.resolve("nginx/other.d/99.conf"));
  }

  @Test
  void aNameThatTwoServersHaveIsFound() throws IOException {
    theirs("98.conf", SERVER.formatted(nginx.address(), "acme.example.com"));
    theirs("99.conf", SERVER.formatted(nginx.address(), "acme.example.com"));
    assertThat(wrong(findings()))
        .containsExactly(
            "two servers have acme.example.com on %s, and nginx ignores the second"
                .formatted(nginx.address()));
  }

  @Test
  void aConfigurationThatIsRefusedIsFound() throws IOException {
    theirs("99.conf", "nonsense;");
    assertThat(wrong(findings())).hasSize(1).allMatch(m -> m.contains("\"nonsense\""));
  }
}
