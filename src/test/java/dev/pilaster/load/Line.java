package dev.pilaster.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** A connection, with one request on it or none. */
final class Line {
  /** Who is told how a request ended; nothing is on the line then. */
  interface Caller {
    void answered(Line line, Exchange exchange);

    /** The line is closed. */
    void failed(Line line, Exchange exchange, Verdict verdict);

    /** The server closed it while nothing was under way: nothing is lost. */
    void closedIdle(Line line);
  }

  private interface Action {
    void run() throws IOException;
  }

  private final ByteBuffer in = ByteBuffer.allocate(16_384);
  private final Reactor reactor;
  private final Target target;
  private final Caller caller;
  private SocketChannel channel;
  private SelectionKey key;
  private Exchange exchange;
  private int used;

  Line(Reactor reactor, Target target, Caller caller) {
    this.reactor = reactor;
    this.target = target;
    this.caller = caller;
  }

  /** Connects when it is the first request. */
  void send(Exchange next) {
    exchange = next;
    used++;
    attempt(this::connectOrWrite);
  }

  /** Writes what may be written of a body that comes slowly. */
  void more(Exchange of) {
    if (exchange == of) {
      of.releasePiece();
      attempt(this::write);
    }
  }

  /** Does nothing when that request has ended. */
  void giveUp(Exchange of) {
    if (exchange == of) {
      fail(new Verdict(Kind.LATE, "no end of the answer, " + of.reply.progress()));
    }
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void attempt(Action action) {
    try {
      action.run();
    } catch (IOException e) {
      fail(new Verdict(Kind.of(e), "%s (request %d on it)".formatted(e.getMessage(), used)));
    }
  }

  private void connectOrWrite() throws IOException {
    if (channel != null) {
      write();
      return;
    }
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    key = reactor.register(channel, SelectionKey.OP_CONNECT, () -> attempt(this::ready));
    if (channel.connect(target.server())) {
      write();
    }
  }

  private void ready() throws IOException {
    if (key.isConnectable()) {
      channel.finishConnect();
    }
    if (key.isReadable()) {
      read();
    }
    if (exchange != null) {
      write();
    }
  }

  private void write() throws IOException {
    if (channel.isConnected()) {
      var out = exchange.out();
      channel.write(out);
      key.interestOps(SelectionKey.OP_READ | (out.hasRemaining() ? SelectionKey.OP_WRITE : 0));
    }
  }

  private void read() throws IOException {
    var count = channel.read(in.clear());
    if (exchange == null) {
      close();
      caller.closedIdle(this);
      return;
    }
    var reply = exchange.reply;
    if (count >= 0) {
      reply.feed(in.flip());
    } else if (!reply.mayEndHere()) {
      throw new EOFException("closed " + reply.progress());
    }
    if (count < 0 || reply.done()) {
      var ended = exchange;
      exchange = null;
      caller.answered(this, ended);
    }
  }

  private void fail(Verdict verdict) {
    var failed = exchange;
    exchange = null;
    close();
    if (failed == null) {
      caller.closedIdle(this);
    } else {
      caller.failed(this, failed, verdict);
    }
  }
}
