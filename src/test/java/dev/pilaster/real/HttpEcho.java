package dev.pilaster.real;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP server that answers with what it was asked, one fact a line. {@code /status/503} answers
 * so, {@code /drop} closes without an answer; an upgrade becomes an echo of websocket frames.
 */
public final class HttpEcho implements AutoCloseable {
  private final String name;
  private final ServerSocket server;
  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /**
   * @param name what it calls itself in its answers
   */
  public HttpEcho(String name, InetSocketAddress address) throws IOException {
    this.name = name;
    this.server = new ServerSocket();
    this.server.setReuseAddress(true);
    this.server.bind(address);
    this.pool.execute(this::accept);
  }

  /** The request lines that it has seen. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  private void accept() {
    try {
      while (true) {
        var socket = server.accept();
        pool.execute(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      var out = socket.getOutputStream();
      var lines = head(in).lines().toList();
      var length = header(lines, "content-length");
      var body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
      asked.add(lines.get(0));
      var path = lines.get(0).split(" ", -1)[1];
      if (!header(lines, "upgrade").isEmpty()) {
        upgrade(lines, in, out);
      } else if (path.startsWith("/status/")) {
        answer(out, Integer.parseInt(path.substring(8)), "the application's own");
      } else if (!path.equals("/drop")) {
        answer(out, 200, "name=%s\nbody=%d\n%s\n".formatted(name, body.length, facts(lines)));
      }
    } catch (IOException e) {
      // the client went away
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      var next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static String header(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  private static String facts(List<String> lines) {
    return String.join("\n", lines.stream().map(l -> l.replaceFirst(": ", "=")).toList());
  }

  private static void answer(OutputStream out, int status, String body) throws IOException {
    var head = "HTTP/1.1 %d Said\r\nContent-Length: %d\r\nConnection: close\r\n\r\n";
    out.write((head.formatted(status, body.length()) + body).getBytes(ISO_8859_1));
  }

  /** RFC 6455, 4.2.2; frames of up to 125 bytes. */
  private static void upgrade(List<String> lines, InputStream in, OutputStream out)
      throws IOException {
    var accept = "Sec-WebSocket-Accept: " + accept(header(lines, "sec-websocket-key"));
    var start = List.of("HTTP/1.1 101 Switching", "Upgrade: websocket", "Connection: Upgrade");
    out.write((String.join("\r\n", start) + "\r\n" + accept + "\r\n\r\n").getBytes(ISO_8859_1));
    for (var first = in.read(); first >= 0; first = in.read()) {
      var payload = new byte[in.read() & 0x7f];
      var mask = in.readNBytes(4);
      in.readNBytes(payload, 0, payload.length);
      for (int i = 0; i < payload.length; i++) {
        payload[i] ^= mask[i % 4];
      }
      out.write(new byte[] {(byte) first, (byte) payload.length});
      out.write(payload);
    }
  }

  private static String accept(String key) {
    try {
      var sha1 = MessageDigest.getInstance("SHA-1");
      var text = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
      return Base64.getEncoder().encodeToString(sha1.digest(text.getBytes(ISO_8859_1)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  /** The address is free again when this returns. */
  @Override
  public void close() throws IOException {
    server.close();
    pool.shutdownNow();
    try {
      pool.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
