package dev.pilaster.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Name;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys as ssh-keygen(1) writes them. */
class SshKeysIT {
  private static final Name ACME = new Name("acme");

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(
      strings = {"ed25519", "rsa", "rsa -m PEM", "rsa -m PKCS8", "ecdsa", "ecdsa -b 384 -m PEM"})
  void aDeployKeyOfThisKindLetsIn(String kind) throws Exception {
    var origin = new TestRepo(temp.resolve("origin.git"));
    var id = origin.file("a", "1").commit("main");
    generate(kind);
    try (var server = new SshGitServer(origin)) {
      server.allow(publicKey());
      var access =
          server.access(Files.readString(temp.resolve("key")), List.of(server.knownHost()));
      var source = Sources.with(server.url(), "main", access);

      var code =
          new SiteRepos(temp.resolve("sites"), new Requests().wire())
              .resolve(Map.of(ACME, source))
              .get(ACME);

      assertThat(code.error()).isEmpty();
      assertThat(code.commit()).contains(id);
    }
  }

  private void generate(String kind) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("ssh-keygen", "-q", "-N", "", "-C", "deploy"));
    command.addAll(List.of("-f", temp.resolve("key").toString(), "-t"));
    command.addAll(List.of(kind.split(" ", -1)));
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }

  /** Kind and base64, without the comment. */
  private String publicKey() throws IOException {
    var words = Files.readString(temp.resolve("key.pub")).split(" ", -1);
    return words[0] + " " + words[1];
  }
}
