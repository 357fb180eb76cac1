package dev.pilaster.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One request.
 *
 * @param serial the number that its answer must repeat
 * @param due when it is to be sent, in nanoseconds since the load began
 */
record Ask(Traffic traffic, String host, int serial, long due) {
  /** When its answer has come to its end if nothing is in the way. */
  long expected() {
    return due + traffic.length().toNanos();
  }

  Failure failure(Verdict verdict) {
    return new Failure(traffic, serial, due / 1e9, verdict.kind(), verdict.detail());
  }

  byte[] head() {
    var text =
        "%s /?serial=%d%s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\nConnection: %s\r\n\r\n";
    var method = traffic.posts() > 0 ? "POST" : "GET";
    var connection = traffic.keeps() ? "keep-alive" : "close";
    return text.formatted(method, serial, traffic.query(), host, traffic.posts(), connection)
        .getBytes(US_ASCII);
  }

  /** Another one for each serial number. */
  byte[] body() {
    var bytes = new byte[traffic.posts()];
    var word = (serial + ".").getBytes(US_ASCII);
    for (var i = 0; i < bytes.length; i++) {
      bytes[i] = word[i % word.length];
    }
    return bytes;
  }

  /** The line of an answer that says of {@code bytes} what arrived. */
  static String arrived(String what, byte[] bytes) {
    return "%s %d bytes, sha256 %s".formatted(what, bytes.length, sha256(bytes));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
