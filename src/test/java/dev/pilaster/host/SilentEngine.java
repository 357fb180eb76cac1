package dev.pilaster.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An engine that hangs: it takes every call, and answers only what it is told to. */
final class SilentEngine implements AutoCloseable {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ServerSocketChannel server;
  private final Path socket;
  private final Map<String, String> answers;

  /** {@code answers}: path without version to status and JSON, {@code 200 {}}. */
  SilentEngine(Path socket, Map<String, String> answers) throws IOException {
    this.socket = socket;
    this.answers = Map.copyOf(answers);
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    threads.execute(this::accept);
  }

  String host() {
    return "unix://" + socket;
  }

  private void accept() {
    try {
      while (server.isOpen()) {
        var client = server.accept();
        threads.execute(() -> serve(client));
      }
    } catch (IOException e) {
      threads.shutdownNow();
    }
  }

  /** Until the caller gives up. */
  private void serve(SocketChannel client) {
    try (client) {
      var lines = new BufferedReader(Channels.newReader(client, ISO_8859_1));
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains(" HTTP/1.1")) {
          answer(client, line.split(" ", 3)[1].replaceAll("^/v1\\.\\d+|\\?.*", ""));
        }
      }
    } catch (IOException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(SocketChannel client, String path) throws IOException {
    var text = path.equals("/_ping") ? "200 OK" : answers.get(path);
    if (text != null) {
      var head = "HTTP/1.1 %s x\r\nApi-Version: 1.44\r\nContent-Length: %d\r\n\r\n";
      var body = text.substring(4);
      var all = head.formatted(text.substring(0, 3), body.length()) + body;
      client.write(ByteBuffer.wrap(all.getBytes(ISO_8859_1)));
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
