package dev.pilaster.host;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A unix socket that passes everything on to the engine's, and can break all connections. */
final class BrokenDoor implements AutoCloseable {
  private final Path path;
  private final Path engine;
  private final ServerSocketChannel server;
  private final List<SocketChannel> connections = new CopyOnWriteArrayList<>();

  /** {@code host}: unix:///path of the engine. */
  BrokenDoor(Path path, String host) throws IOException {
    this.path = path;
    this.engine = Path.of(host.substring("unix://".length()));
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    start(this::accept);
  }

  String host() {
    return "unix://" + path;
  }

  private void accept() {
    try {
      while (true) {
        var client = server.accept();
        var upstream = SocketChannel.open(UnixDomainSocketAddress.of(engine));
        connections.addAll(List.of(client, upstream));
        start(() -> pass(client, upstream));
        start(() -> pass(upstream, client));
      }
    } catch (IOException e) {
      breakAll();
    }
  }

  private static void pass(SocketChannel from, SocketChannel to) {
    var buffer = ByteBuffer.allocate(64 * 1024);
    try (from;
        to) {
      while (from.read(buffer.clear()) >= 0) {
        to.write(buffer.flip());
      }
    } catch (IOException e) {
      Thread.currentThread().interrupt();
    }
  }

  void breakAll() {
    for (var connection : connections) {
      try {
        connection.close();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    connections.clear();
  }

  private static void start(Runnable task) {
    var thread = new Thread(task, "door");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    breakAll();
    Files.deleteIfExists(path);
  }
}
