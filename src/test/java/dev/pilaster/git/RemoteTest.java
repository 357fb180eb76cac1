package dev.pilaster.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("outer")
class RemoteTest {
  private final Requests requests = new Requests();

  private Remote remote(String url) {
    return Remote.of(url, Access.NONE, requests.wire());
  }

  @ParameterizedTest
  @CsvSource({
    "/srv/a.git, /srv/a.git",
    "file:///srv/a.git, /srv/a.git",
    "git@example.org:a.git, ",
    "ssh://git@example.org/a.git, ",
    "https://example.org/a.git, "
  })
  void knowsWhatIsOnThisMachine(String url, String path) {
    assertThat(remote(url).local().map(Object::toString)).isEqualTo(Optional.ofNullable(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "./a", "git://example.org/a", "ftp://x/y", ""})
  void refusesOtherAddresses(String url) {
    assertThatThrownBy(() -> remote(url))
        .isInstanceOfSatisfying(
            HostException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID));
  }

  @Test
  void showsNoPassword() {
    assertThat(remote("https://me:s3cret@example.org/a.git"))
        .hasToString("https://me@example.org/a.git");
  }

  @Test
  void sendsNoPasswordInClearOverANetwork() {
    assertThatThrownBy(() -> remote("http://me:s3cret@example.org/a.git"))
        .hasMessage("http://me@example.org/a.git: a password is not sent over http: use https");
  }

  @Test
  void anObjectThatDoesNotFitIntoMemoryIsAnErrorLikeOthers() {
    assertThatThrownBy(
            () ->
                remote("/srv/a.git")
                    .patiently(
                        "fetch main",
                        () -> {
                          throw new OutOfMemoryError("Java heap space");
                        }))
        .isInstanceOf(HostException.class)
        .hasMessageContaining(
            "cannot fetch main of /srv/a.git: an object of it needs a larger heap");
  }

  @Test
  void triesAgainWhatMayPassAndNothingElse() {
    assertThat(attempts(new IOException("Connection reset"))).isEqualTo(3);
    assertThat(attempts(new IOException("https://example.org/a.git: not authorized"))).isEqualTo(1);
    assertThat(attempts(new HostKeyRefused("no", new IOException()))).isEqualTo(1);
    assertThat(attempts(new IllegalStateException("ours"))).isEqualTo(1);
  }

  private int attempts(Exception failure) {
    var count = new AtomicInteger();
    assertThatThrownBy(
            () ->
                remote("/srv/a.git")
                    .patiently(
                        "ask",
                        () -> {
                          count.incrementAndGet();
                          throw failure;
                        }))
        .isInstanceOf(HostException.class);
    return count.get();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:%d/a.git", "ssh://git@localhost:%d/a.git"})
  void givesUpOnAServerThatSaysNothing(String url) throws IOException {
    var impatient =
        new Patience(1, Duration.ofMillis(1), Duration.ofSeconds(1), Duration.ofSeconds(1));
    var wire = new Wire(impatient, InstantSource.system(), requests);
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var remote = Remote.of(url.formatted(silent.getLocalPort()), Access.NONE, wire);

      assertThatThrownBy(
              () ->
                  remote.patiently(
                      "ask",
                      () -> remote.talk(Optional.empty(), 0, List.of("HEAD"), c -> c.id("HEAD"))))
          .isInstanceOf(HostException.class)
          .hasMessageContaining("cannot ask of");
      assertThat(requests.take()).containsExactly("ls-remote failure");
    }
  }

  @Test
  void nobodysGitConfigurationCounts() throws Exception {
    Jgit.ready();

    assertThat(SystemReader.getInstance().getUserConfig().getSections()).isEmpty();
    assertThat(SystemReader.getInstance().getSystemConfig().getSections()).isEmpty();
    assertThat(SystemReader.getInstance().getenv("GIT_DIR")).isNull();
  }
}
