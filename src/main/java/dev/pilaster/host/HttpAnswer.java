package dev.pilaster.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pilaster.model.Check;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

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
    return get(address, request(path, host, ""), timeout);
  }

  /** What nginx says to one who has the site's password. */
  static HttpAnswer get(SocketAddress address, Check.SiteCheck site) throws IOException {
    return get(address, request(site), site.timeout());
  }

  private static HttpAnswer get(SocketAddress address, byte[] request, Duration timeout)
      throws IOException {
    try (var wire = Connection.connect(address, timeout)) {
      wire.write(ByteBuffer.wrap(request));
      return parse(read(wire));
    }
  }

  /** The same over TLS; empty where nobody speaks it, or not for that name. */
  static Optional<HttpAnswer> encrypted(InetSocketAddress address, Check.SiteCheck site)
      throws IOException {
    try {
      var answer = Tls.ask(address, site.host(), request(site), site.timeout(), LIMIT);
      return Optional.of(parse(new String(answer, ISO_8859_1)));
    } catch (ConnectException | SSLException e) {
      return Optional.empty();
    }
  }

  private static byte[] request(Check.SiteCheck site) throws IOException {
    var login =
        site.entry()
            .login()
            .map(l -> Base64.getEncoder().encodeToString(l.reveal().getBytes(UTF_8)))
            .map(l -> "Authorization: Basic " + l + "\r\n");
    return request(site.path(), site.host(), login.orElse(""));
  }

  private static byte[] request(String path, String host, String more) throws IOException {
    var text =
        "GET %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: pilaster\r\nAccept: */*\r\n%sConnection: close\r\n\r\n"
            .formatted(word(path), word(host), more);
    return text.getBytes(UTF_8);
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
