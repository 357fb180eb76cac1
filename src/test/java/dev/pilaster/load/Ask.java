package dev.pilaster.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;

/**
 * One request.
 *
 * @param serial the number that its answer must repeat
 * @param due when it is to be sent, in nanoseconds since the load began
 * @param length how long it takes when nothing is in the way
 */
record Ask(Traffic traffic, String host, int serial, long due, Duration length) {
  /** When its answer should have come to its end. */
  long expected() {
    return due + length.toNanos();
  }

  Failure failure(Verdict verdict) {
    return new Failure(traffic, serial, due / 1e9, verdict.kind(), verdict.detail());
  }

  byte[] head() {
    var text =
        "%s /?serial=%d%s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\nConnection: %s\r\n\r\n";
    var method = traffic.posts() > 0 ? "POST" : "GET";
    var connection = traffic.keeps() ? "keep-alive" : "close";
    return text.formatted(method, serial, query(), host, traffic.posts(), connection)
        .getBytes(US_ASCII);
  }

  /** What the site is asked for, besides repeating the serial number. */
  private String query() {
    var seconds = String.format(Locale.ROOT, "%.3f", length.toMillis() / 1000.0);
    return switch (traffic) {
      case LONG, CROWD -> "&sleep=" + seconds;
      case DOWNLOAD -> "&send=%d&over=%s".formatted(traffic.receives(), seconds);
      default -> "";
    };
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
