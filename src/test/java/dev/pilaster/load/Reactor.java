package dev.pilaster.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** One thread that waits for sockets and for moments, and never for an answer. */
final class Reactor {
  /** What to do when its time has come. */
  private record Moment(long at, Runnable action) {}

  private static final long LONGEST_REST = 100;

  private final long origin = System.nanoTime();
  private final PriorityQueue<Moment> moments =
      new PriorityQueue<>(Comparator.comparingLong(Moment::at));
  private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
  private final Selector selector;
  private final Thread thread;
  private volatile boolean stopped;
  private volatile Throwable fault;

  Reactor(String name) throws IOException {
    selector = Selector.open();
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /** Nanoseconds since it was made. */
  long now() {
    return System.nanoTime() - origin;
  }

  /** On its own thread, or before that has started; times are those of {@link #now}. */
  void at(long time, Runnable action) {
    moments.add(new Moment(time, action));
  }

  /** On any thread. */
  void post(Runnable action) {
    posted.add(action);
    selector.wakeup();
  }

  /** {@code ready} is run whenever the channel is. */
  SelectionKey register(SocketChannel channel, int operations, Runnable ready) throws IOException {
    return channel.register(selector, operations, ready);
  }

  void start() {
    thread.start();
  }

  /** Closes every channel; what stopped it before its time is thrown here. */
  void stop() {
    stopped = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (fault != null) {
      throw new IllegalStateException("the load broke", fault);
    }
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  private void run() {
    try {
      while (!stopped) {
        turn();
      }
    } catch (IOException | RuntimeException | Error e) {
      fault = e;
    } finally {
      close();
    }
  }

  /** What sockets have to say comes first: a connection that was closed while idle is seen. */
  private void turn() throws IOException {
    selector.select(key -> ((Runnable) key.attachment()).run(), rest());
    for (var action = posted.poll(); action != null; action = posted.poll()) {
      action.run();
    }
    for (var due = moments.peek(); due != null && due.at() <= now(); due = moments.peek()) {
      moments.remove();
      due.action().run();
    }
  }

  /** Milliseconds, at least one. */
  private long rest() {
    var next = moments.peek();
    var left = next == null ? LONGEST_REST : TimeUnit.NANOSECONDS.toMillis(next.at() - now());
    return Math.max(1, Math.min(left, LONGEST_REST));
  }

  private void close() {
    try {
      for (var key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
