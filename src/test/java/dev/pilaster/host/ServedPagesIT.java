package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Check;
import dev.pilaster.model.Evidence;
import dev.pilaster.model.Name;
import dev.pilaster.model.Secret;
import dev.pilaster.real.Pems;
import dev.pilaster.real.RealNginx;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages that a real nginx shows over https alone, and to those who know the password. */
class ServedPagesIT {
  private static final String VHOSTS =
      """
      server {
          listen %1$s:%2$d;
          server_name acme.example.com plain.example.com;
          return 301 https://$host$request_uri;
      }
      server {
          listen %1$s:443 ssl;
          server_name acme.example.com;
          root %3$s;
          ssl_certificate %3$s/acme.cert;
          ssl_certificate_key %3$s/acme.cert;
          auth_basic acme;
          auth_basic_user_file %3$s/users;

          location = /broken {
              return 503;
          }
      }
      server {
          listen %1$s:443 ssl default_server;
          ssl_reject_handshake on;
      }
      """;

  private static final Optional<Secret> LOGIN = Optional.of(Secret.of("team:open sesame"));

  @TempDir Path dir;
  private RealNginx nginx;
  private String address = "";

  @BeforeEach
  void serve() throws IOException {
    nginx = new RealNginx(dir.resolve("nginx"));
    nginx.close();
    var loopback =
        InetAddress.getByAddress(new byte[] {127, (byte) (nginx.port >> 8), (byte) nginx.port, 1});
    address = loopback.getHostAddress();
    Files.writeString(dir.resolve("acme.cert"), Pems.certificate("expired").pem().reveal());
    Files.writeString(dir.resolve("users"), "team:{PLAIN}open sesame\n");
    Files.writeString(dir.resolve("page"), "welcome\n");
    Files.writeString(
        nginx.directory.resolve("acme.conf"), VHOSTS.formatted(address, nginx.port, dir));
    nginx.start();
  }

  @AfterEach
  void stop() {
    nginx.close();
  }

  private Evidence ask(String host, String path, Optional<Secret> login, String text) {
    var check =
        new Check.SiteCheck(
            new Name("acme"),
            host,
            path,
            "",
            "",
            499,
            Duration.ofSeconds(5),
            new Check.Entry(true, login),
            wanted(text));
    return new Probes(address + ":" + nginx.port, c -> Evidence.DONE).askSites(List.of(check));
  }

  private static Check.Wanted wanted(String text) {
    return text.isEmpty()
        ? Check.Wanted.ANYTHING
        : new Check.Wanted(List.of(200), Optional.of(text));
  }

  private static int status(Evidence evidence) {
    return evidence.statuses().getOrDefault(new Name("acme"), 0);
  }

  @Test
  void thePageItselfIsSeenWhoeverSignedItsCertificate() {
    assertThat(status(ask("acme.example.com", "/page", LOGIN, "welcome"))).isEqualTo(200);
  }

  @Test
  void whatIsBrokenBehindARedirectIsSeen() {
    var evidence = ask("acme.example.com", "/broken", LOGIN, "");
    assertThat(evidence.good()).isFalse();
    assertThat(status(evidence)).isEqualTo(503);
  }

  @Test
  void aPageWithoutItsTextIsNamed() {
    assertThat(ask("acme.example.com", "/page", LOGIN, "good bye").message())
        .isEqualTo("acme: GET acme.example.com/page: answered without \"good bye\"");
  }

  @Test
  void whoDoesNotKnowThePasswordStaysOutside() {
    assertThat(status(ask("acme.example.com", "/page", Optional.empty(), ""))).isEqualTo(401);
  }

  @Test
  void whereNobodySpeaksTlsTheRedirectIsTheAnswer() {
    assertThat(status(ask("plain.example.com", "/page", LOGIN, ""))).isEqualTo(301);
  }
}
