package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.real.SmartHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Mail from a page of PHP by the host's Postfix to somebody else's. */
@ExtendWith(OnDemoHost.class)
class MailIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String SECRET = "/etc/pilaster/secrets/mail.yaml";
  private static final String PAGE =
      "<?php echo mail('to@far.example', $_GET['subject'], 'Hello.') ? 'sent' : 'not sent';\n";

  /** What the gateway of the agent's network answers to a recipient elsewhere. */
  private static final String RECIPIENT =
      """
      exec 3<>/dev/tcp/172.30.0.1/25
      hear() { read -r answer <&3; while [ "${answer:3:1}" = - ]; do read -r answer <&3; done; }
      hear
      for line in "EHLO x.example" "MAIL FROM:<a@b.example>" "RCPT TO:<to@far.example>"; do
        printf '%s\\r\\n' "$line" >&3
        hear
      done
      echo "$answer"
      """;

  @TempDir Path dir;

  @Test
  void mailOfASiteReachesTheSmartHostAndWaitsWhileItIsAway(DemoHost host) throws IOException {
    var address = host.box.address().strip().replaceAll("[0-9]+$", "1");
    try (var smart = new SmartHost(dir, address)) {
      relay(host, "[" + address + "]:" + SmartHost.PORT);
      assertThat(send(host, "at-once")).isEqualTo("sent");
      host.await.until("it arrives", SOON, () -> !message(smart, "at-once").isEmpty());
      assertThat(message(smart, "at-once"))
          .contains("shop@hello.example", "Authenticated sender: web1", "using TLS");
      smart.stop();
      assertThat(send(host, "later")).isEqualTo("sent");
      host.await.until("it waits", SOON, () -> waiting(host).equals("1.0"));
      smart.start();
      host.box.sh("systemctl restart postfix && postqueue -f");
      host.await.until("it arrives", SOON, () -> !message(smart, "later").isEmpty());
      host.await.until("nothing waits", SOON, () -> waiting(host).equals("0.0"));
      assertClosedToOthers(host);
      assertThat(host.box.run("pilaster", "doctor").good())
          .contains("good  postfix: shows our configuration");
    }
  }

  private static void relay(DemoHost host, String relayhost) {
    host.box.sh("umask 077; echo 'web1: \"" + SmartHost.PASSWORD + "\"' > " + SECRET);
    var mail =
        "mail: { relayhost: \"%s\", user: %s, password: \"${file:%s#web1}\", tls: encrypt }\n";
    var lines = mail.formatted(relayhost, SmartHost.USER, SECRET);
    host.config.edit(host.serverFile(), "\ncontainers:\n", "\n" + lines + "\ncontainers:\n");
    var site = host.config.read("sites/hello.yaml");
    host.config.write("sites/hello.yaml", site + "mail: { from: shop@hello.example }\n");
    host.code("hello").write("mail.php", PAGE).merge("A page that sends mail");
    host.config.merge("Relay mail");
    host.synced();
  }

  private static String send(DemoHost host, String subject) {
    return host.site("hello").get("/mail.php?subject=" + subject).body();
  }

  private static String message(SmartHost smart, String subject) {
    try {
      var all = smart.delivered().stream().filter(m -> m.contains("Subject: " + subject));
      return all.findFirst().orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String waiting(DemoHost host) {
    var lines = host.api.get("/metrics").body().lines();
    var series = "pilaster_mail_queue{queue=\"deferred\",} ";
    return lines.filter(l -> l.startsWith(series)).findFirst().orElse(series).replace(series, "");
  }

  /** Neither to another network of the engine, nor to other machines. */
  private static void assertClosedToOthers(DemoHost host) {
    var php = host.box.only("php82");
    var inside = host.box.run("docker", "exec", php.name(), "bash", "-c", RECIPIENT).good();
    assertThat(inside).startsWith("250 ");
    var image = host.box.run("docker", "inspect", "-f", "{{.Image}}", php.id()).good().strip();
    var stranger = host.box.run("docker", "run", "--rm", image, "bash", "-c", RECIPIENT).good();
    assertThat(stranger).startsWith("554 ");
    assertThatThrownBy(
            () -> {
              try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(host.box.address().strip(), 25), 3000);
              }
            })
        .isInstanceOf(ConnectException.class);
  }
}
