package dev.pilaster.host;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** A connection over TCP or a unix socket with one deadline for everything done on it. */
final class Connection implements Closeable {
  private final SocketChannel channel;
  private final Selector selector;
  private final long deadline;

  private Connection(SocketChannel channel, Selector selector, long deadline) {
    this.channel = channel;
    this.selector = selector;
    this.deadline = deadline;
  }

  /** Connects; the time runs from here. */
  static Connection connect(SocketAddress address, Duration timeout) throws IOException {
    var deadline = System.nanoTime() + timeout.toNanos();
    var channel =
        address instanceof UnixDomainSocketAddress
            ? SocketChannel.open(java.net.StandardProtocolFamily.UNIX)
            : SocketChannel.open();
    try {
      channel.configureBlocking(false);
      var wire = new Connection(channel, Selector.open(), deadline);
      wire.finish(channel.connect(address));
      return wire;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** {@code 127.0.0.1:80}, {@code [::1]:80} or {@code name:80}. */
  static InetSocketAddress address(String text) {
    var colon = text.lastIndexOf(':');
    var host = text.substring(0, colon).replaceAll("[\\[\\]]", "");
    return new InetSocketAddress(host, Integer.parseInt(text.substring(colon + 1)));
  }

  private void finish(boolean connected) throws IOException {
    var done = connected;
    while (!done) {
      await(SelectionKey.OP_CONNECT);
      done = channel.finishConnect();
    }
  }

  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        await(SelectionKey.OP_WRITE);
      }
    }
  }

  /** Reads what there is, at least one byte; -1 at the end. */
  int read(ByteBuffer into) throws IOException {
    var read = channel.read(into);
    while (read == 0) {
      await(SelectionKey.OP_READ);
      read = channel.read(into);
    }
    return read;
  }

  private void await(int operation) throws IOException {
    var left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException("no answer in time");
    }
    channel.register(selector, operation);
    selector.select(left);
    selector.selectedKeys().clear();
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
