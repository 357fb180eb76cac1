package dev.pilaster.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What an HTTP server answered to one GET with a host name of our choice.
 *
 * @param body as it came, at most 64 KiB of it
 */
record HttpAnswer(int status, String body) {
  private static final int LIMIT = 64 * 1024;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})(?: .*)?");

  /** Asks on a connection of its own. */
  static HttpAnswer get(SocketAddress address, String host, String path, Duration timeout)
      throws IOException {
    var request =
        "GET %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: pilaster\r\nAccept: */*\r\nConnection: close\r\n\r\n"
            .formatted(word(path), word(host));
    try (var wire = Connection.connect(address, timeout)) {
      wire.write(ByteBuffer.wrap(request.getBytes(UTF_8)));
      return parse(read(wire));
    }
  }

  /** Nothing that would end the line or the word. */
  private static String word(String text) throws IOException {
    if (text.isEmpty() || text.chars().anyMatch(c -> c <= ' ' || c == 127)) {
      throw new IOException("cannot ask for \"" + text + "\"");
    }
    return text;
  }

  private static String read(Connection wire) throws IOException {
    var all = new ByteArrayOutputStream();
    var buffer = ByteBuffer.allocate(8192);
    while (all.size() < LIMIT && wire.read(buffer) >= 0) {
      all.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
    return all.toString(ISO_8859_1);
  }

  private static HttpAnswer parse(String text) throws IOException {
    var head = text.indexOf("\r\n\r\n");
    var status = STATUS.matcher(text.lines().findFirst().orElse(""));
    if (head < 0 || !status.matches()) {
      throw new IOException(text.isEmpty() ? "closed without an answer" : "not HTTP");
    }
    var body = new String(text.substring(head + 4).getBytes(ISO_8859_1), UTF_8);
    return new HttpAnswer(Integer.parseInt(status.group(1)), body);
  }
}
