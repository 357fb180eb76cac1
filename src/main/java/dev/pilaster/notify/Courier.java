package dev.pilaster.notify;

import dev.pilaster.agent.Notebook;
import dev.pilaster.agent.Status;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings messages to one receiver, one after the other, on a thread of its own: a receiver that is
 * away delays nobody. What could not be brought is forgotten, and told anew if it still holds.
 */
final class Courier implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Courier.class);

  /** More than so many that wait are not taken in: what holds then is told later. */
  private static final int MOST = 100;

  private static final Parcel NOTHING = new Parcel(Optional.empty(), Optional.empty());

  private final Receiver receiver;
  private final Post post;
  private final Shelf shelf;
  private final BlockingQueue<Parcel> queue = new LinkedBlockingQueue<>();
  private volatile boolean stopping;

  /** As of the last message in the queue. */
  private Told told;

  /** As of the last message that arrived. */
  private Told brought;

  Courier(Receiver receiver, Post post, Notebook notebook) {
    this.receiver = receiver;
    this.post = post;
    this.shelf = new Shelf(notebook, "notify " + receiver.url());
    this.brought = shelf.read();
    this.told = brought;
  }

  /** A step of what is known, with its message. */
  private record Parcel(Optional<Told.News> news, Optional<Notice> notice) {}

  /** Takes in how things are; never waits. */
  synchronized void stands(List<Condition> conditions, Status status, Instant now) {
    if (queue.size() > MOST) {
      return;
    }
    for (var news : told.news(conditions, status, now)) {
      var notice =
          news.says()
              .filter(c -> receiver.events().contains(c.event()))
              .map(c -> Notice.of(c, status, now));
      told = told.after(news);
      queue.add(new Parcel(Optional.of(news), notice));
    }
  }

  /** Brings nothing more once the message under way has arrived. */
  void stop() {
    stopping = true;
    queue.add(NOTHING);
  }

  @Override
  public void run() {
    try {
      while (!stopping) {
        bring(queue.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void bring(Parcel parcel) throws InterruptedException {
    if (parcel.notice().isEmpty() || taken(parcel.notice().get())) {
      parcel.news().ifPresent(this::brought);
    } else {
      lost();
    }
  }

  private synchronized void brought(Told.News news) {
    brought = brought.after(news);
    shelf.keep(brought);
  }

  private synchronized void lost() {
    queue.clear();
    told = brought;
  }

  /** Whether the receiver has it; what it refuses for good is not offered again. */
  private boolean taken(Notice notice) throws InterruptedException {
    try {
      var answer = post.send(() -> request(notice));
      if (!answer.good()) {
        log.warn("{} did not take \"{}\": {}", receiver, notice.text(), answer);
      }
      return !answer.later();
    } catch (IOException e) {
      log.warn("{} cannot be told \"{}\": {}", receiver, notice.text(), e.toString());
      return false;
    }
  }

  private HttpRequest request(Notice notice) {
    return HttpRequest.newBuilder(receiver.url())
        .header("Content-Type", "application/json")
        .header("User-Agent", "pilaster")
        .POST(BodyPublishers.ofByteArray(receiver.format().write(notice)))
        .build();
  }
}
