package dev.pilaster.host;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a mail server says when it is greeted (RFC 5321). Each question is a line in its log, so
 * that a good answer holds for a while.
 */
final class Greeting {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration HOLDS = Duration.ofSeconds(60);
  private static final Pattern OURS = Pattern.compile("220 \\S+ ESMTP pilaster ([0-9a-f]+)");

  private final String address;
  private Optional<String> last = Optional.empty();
  private long asked;

  Greeting(String address) {
    this.address = address;
  }

  /** The digest in it, as of the last minute; empty for nobody, or somebody else. */
  synchronized Optional<String> digest() {
    var now = System.nanoTime();
    if (last.isEmpty() || now - asked > HOLDS.toNanos()) {
      last = now(address);
      asked = now;
    }
    return last;
  }

  /** The next question is asked. */
  synchronized void forget() {
    last = Optional.empty();
  }

  /** Asks. */
  static Optional<String> now(String address) {
    try (var socket = new Socket()) {
      var millis = (int) PATIENCE.toMillis();
      socket.connect(Connection.address(address), millis);
      socket.setSoTimeout(millis);
      var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII), 512);
      var line = lines.readLine();
      socket.getOutputStream().write("QUIT\r\n".getBytes(US_ASCII));
      var ours = OURS.matcher(line == null ? "" : line);
      return ours.matches() ? Optional.of(ours.group(1)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
