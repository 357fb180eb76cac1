package dev.pilaster.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a git server does after a push: a signed request to the agent. */
final class Hook {
  private static final String BODY = "{\"ref\": \"refs/heads/main\"}";
  private static final Duration SOON = Duration.ofSeconds(8);

  private final DemoHost host;

  Hook(DemoHost host) {
    this.host = host;
  }

  /** From the request until the push has been read, by the agent's own clock, which is ours. */
  Duration read() {
    var signature = "sha256=" + signature();
    var asked = Instant.now();
    var answer = host.api.post("/api/webhook/generic", BODY, "X-Signature", signature);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    host.await.until("the push is read", SOON, () -> polled().isAfter(asked));
    return Duration.between(asked, polled());
  }

  private Instant polled() {
    return Instant.parse(host.api.status().path("source").path("polled_at").asText());
  }

  private String signature() {
    var secret = host.box.sh("cat /etc/pilaster/webhook-secret").strip();
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(BODY.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
