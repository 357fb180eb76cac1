package dev.pilaster.acceptance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The classes of requests of a load (DEPLOY, measuring). */
enum Visit {
  /** A connection for each request. */
  NEW(20, false, 0, 0),
  /** Connections that are hardly ever idle. */
  BUSY(20, true, 0, 0),
  /** One connection, idle for most of a second: here the idle race lives. */
  IDLE(1, true, 0, 0),
  POST(5, false, 0, 3000),
  /** Longer than a switch takes. */
  LONG(1, false, 3, 0);

  private final int perSecond;
  private final boolean keeps;
  private final int sleep;
  private final int bytes;

  Visit(int perSecond, boolean keeps, int sleep, int bytes) {
    this.perSecond = perSecond;
    this.keeps = keeps;
    this.sleep = sleep;
    this.bytes = bytes;
  }

  int perSecond() {
    return perSecond;
  }

  boolean keeps() {
    return keeps;
  }

  Wire.Request request(String host, int serial) {
    var path = "/?serial=%d&sleep=%d".formatted(serial, sleep);
    return new Wire.Request(bytes > 0 ? "POST" : "GET", host, path, body(serial), keeps);
  }

  private String body(int serial) {
    return (serial + ".").repeat(bytes).substring(0, bytes);
  }

  /** What is wrong with an answer; empty when nothing is. */
  String wrong(Wire.Answer answer, int serial) {
    var body = body(serial);
    var echo = "body %d bytes, sha256 %s\n".formatted(body.length(), sha256(body));
    var good =
        answer.status() == 200
            && answer.body().contains("serial " + serial + "\n")
            && answer.body().contains(echo)
            && answer.body().endsWith("end\n");
    return good ? "" : answer.status() + " " + answer.body().strip();
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
