package dev.pilaster.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One connection that speaks HTTP/1.1 (RFC 9112) and never tries anything twice. */
final class Wire implements AutoCloseable {
  private final Socket socket = new Socket();
  private final InputStream in;

  Wire(URI server, Duration patience) throws IOException {
    var millis = (int) patience.toMillis();
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), millis);
    socket.setSoTimeout(millis);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** A request with a body of ASCII, which may be empty. */
  record Request(String method, String host, String path, String body, boolean keep) {
    static Request get(String host, String path) {
      return new Request("GET", host, path, "", false);
    }

    private byte[] bytes() {
      var head =
          "%s %s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\nConnection: %s\r\n\r\n"
              .formatted(method, path, host, body.length(), keep ? "keep-alive" : "close");
      return (head + body).getBytes(ISO_8859_1);
    }
  }

  /** An answer that came to its end; header names in lower case. */
  record Answer(int status, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    boolean keeps() {
      return !header("connection").equalsIgnoreCase("close");
    }
  }

  /** Throws when the answer is cut short. */
  Answer ask(Request request) throws IOException {
    socket.getOutputStream().write(request.bytes());
    var status = Integer.parseInt(line().split(" ", 3)[1]);
    var headers = new TreeMap<String, String>();
    for (var line = line(); !line.isEmpty(); line = line()) {
      var colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Answer(status, headers, body(headers));
  }

  private String body(Map<String, String> headers) throws IOException {
    if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
      return chunks();
    }
    var length = headers.get("content-length");
    var bytes = length == null ? in.readAllBytes() : exactly(Integer.parseInt(length));
    return new String(bytes, UTF_8);
  }

  private String chunks() throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (var size = chunkSize(); size > 0; size = chunkSize()) {
      bytes.writeBytes(exactly(size));
      line();
    }
    line();
    return bytes.toString(UTF_8);
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line().strip(), 16);
  }

  private byte[] exactly(int length) throws IOException {
    var bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("cut short after %d of %d bytes".formatted(bytes.length, length));
    }
    return bytes;
  }

  private String line() throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (var b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("closed after \"" + bytes.toString(ISO_8859_1) + "\"");
      }
      bytes.write(b);
    }
    return bytes.toString(ISO_8859_1).stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
