package dev.pilaster.api;

import dev.pilaster.agent.Control;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /api/v1/events}: server-sent events (WHATWG HTML, 9.2). Each listener has a thread of
 * its own, so that a slow one delays nobody; there are only so many.
 */
final class EventStream implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
  private static final int LISTENERS = 16;
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final int TICKS_OF_SILENCE = 15;
  private static final int RETRY_MILLIS = 2000;

  private final Control control;
  private final Journal journal;
  private final Gate gate;
  private final Semaphore places = new Semaphore(LISTENERS);
  private final ExecutorService threads = Executors.newCachedThreadPool(EventStream::daemon);

  EventStream(Control control, Journal journal, Gate gate) {
    this.control = control;
    this.journal = journal;
    this.gate = gate;
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "events");
    thread.setDaemon(true);
    return thread;
  }

  /** Begins with what came after {@code Last-Event-ID}, else with what comes from now on. */
  void listen(Context request) {
    if (!places.tryAcquire()) {
      throw Fault.of(HttpStatus.TOO_MANY_REQUESTS, LISTENERS + " listen already")
          .with("Retry-After", "10");
    }
    var id = request.header("Last-Event-ID");
    var from = id == null || id.isEmpty() ? journal.newest() : journal.number(id).orElse(-1L);
    request
        .status(HttpStatus.OK)
        .contentType("text/event-stream; charset=utf-8")
        .header("Cache-Control", "no-store")
        .header("X-Accel-Buffering", "no");
    request.async(config -> config.executor = threads, () -> tell(request, from));
  }

  private void tell(Context request, long from) {
    try {
      new Listener(request).tell(from);
    } catch (IOException e) {
      LOG.debug("{} does not listen any more: {}", Gate.caller(request), e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
    }
  }

  /** Ends every stream; in good order, where somebody still reads it. */
  @Override
  public void close() {
    journal.close();
    threads.shutdown();
    try {
      var unused = threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One stream. */
  private final class Listener {
    private final BooleanSupplier welcome;
    private final OutputStream out;
    private List<ProgressView> progress = List.of();
    private int silence;

    Listener(Context request) throws IOException {
      this.welcome = gate.stillOpen(request);
      this.out = request.res().getOutputStream();
    }

    /** Until the token is taken away, the agent stops, or the listener goes. */
    void tell(long from) throws IOException, InterruptedException {
      write("retry: " + RETRY_MILLIS + "\n\n");
      var last = from < 0 ? lost() : from;
      while (!journal.isClosed() && welcome.getAsBoolean()) {
        last = told(journal.after(last, TICK), last);
        tick();
      }
    }

    /** The number up to which all was told: one who reads slower than it happens misses some. */
    private long told(List<Journal.Entry> news, long last) throws IOException {
      if (!news.isEmpty() && news.get(0).number() > last + 1) {
        return lost();
      }
      for (var entry : news) {
        event(entry.item().kind(), journal.id(entry.number()), entry.item().data());
      }
      return last + news.size();
    }

    /** Events are lost: whoever listens has to look at everything anew. */
    private long lost() throws IOException {
      var newest = journal.newest();
      event("reset", journal.id(newest), Map.of());
      return newest;
    }

    /** Progress is told without an id: an older one is of no use to anybody. */
    private void tick() throws IOException {
      var now = control.live().progress().stream().map(ProgressView::of).toList();
      if (!now.equals(progress)) {
        progress = now;
        event("progress", "", Map.of("progress", now));
      } else if (++silence >= TICKS_OF_SILENCE) {
        write(": nothing new\n\n");
      }
    }

    private void event(String kind, String id, Object data) throws IOException {
      var text = new String(Json.write(data), StandardCharsets.UTF_8);
      var number = id.isEmpty() ? "" : "id: " + id + "\n";
      write(number + "event: " + kind + "\ndata: " + text + "\n\n");
    }

    private void write(String text) throws IOException {
      silence = 0;
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }
}
