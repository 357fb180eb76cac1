package dev.pilaster.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Who sends webhooks: how each signs them, and how it says that somebody pushed. */
enum Sender {
  /** {@code X-Hub-Signature-256: sha256=HMAC}, {@code X-GitHub-Event: push}. */
  GITHUB("X-Hub-Signature-256", "X-GitHub-Event", "push"),
  /** {@code X-Gitlab-Token} is the secret itself. */
  GITLAB("X-Gitlab-Token", "X-Gitlab-Event", "Push Hook|Tag Push Hook|System Hook"),
  /** {@code X-Gitea-Signature: HMAC}; Forgejo sends the same. */
  GITEA("X-Gitea-Signature", "X-Gitea-Event", "push"),
  /** {@code X-Signature: sha256=HMAC}; its body may be empty, or JSON with a {@code ref}. */
  GENERIC("X-Signature", "", "");

  private static final String PREFIX = "sha256=";
  private static final String ALGORITHM = "HmacSHA256";

  private final String proof;
  private final String event;
  private final String pushes;

  Sender(String proof, String event, String pushes) {
    this.proof = proof;
    this.event = event;
    this.pushes = pushes;
  }

  static Optional<Sender> named(String name) {
    return Arrays.stream(values())
        .filter(s -> s.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }

  /** Whether the secret's owner sent this; the time that it takes says nothing about the proof. */
  boolean sent(Function<String, Optional<String>> headers, byte[] body, byte[] secret) {
    var given = headers.apply(proof).orElse("");
    return this == GITLAB
        ? same(mac(given.getBytes(StandardCharsets.UTF_8), secret), mac(secret, secret))
        : same(hex(given), mac(body, secret));
  }

  private static boolean same(byte[] given, byte[] wanted) {
    return MessageDigest.isEqual(given, wanted);
  }

  private static byte[] hex(String text) {
    try {
      return HexFormat.of().parseHex(text.startsWith(PREFIX) ? text.substring(7) : text);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static byte[] mac(byte[] text, byte[] secret) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has " + ALGORITHM, e);
    }
  }

  /** What it tells instead of a push; empty for a push. */
  Optional<String> other(Function<String, Optional<String>> headers, JsonNode body) {
    if (event.isEmpty()) {
      return Optional.empty();
    }
    var told = headers.apply(event).orElse("no event");
    var push = told.matches(pushes) && !body.path("ref").asText().isEmpty();
    return push ? Optional.empty() : Optional.of(told);
  }
}
