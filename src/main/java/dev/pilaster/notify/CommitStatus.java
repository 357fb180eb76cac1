package dev.pilaster.notify;

import dev.pilaster.agent.Notebook;
import dev.pilaster.agent.Status;
import dev.pilaster.model.Memory;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes how far the branch's head came, on a thread of its own; only what changed is written. What
 * could not be written is tried again as it is by then.
 */
final class CommitStatus implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(CommitStatus.class);

  private final GitServer server;
  private final String context;
  private final Post post;
  private final Notebook notebook;
  private final String key;
  private Optional<Verdict> written;
  private Optional<Verdict> wanted;
  private long turns;
  private boolean stopping;

  /**
   * @param name this host's
   */
  CommitStatus(GitServer server, String name, Post post, Notebook notebook) {
    this.server = server;
    this.context = "pilaster/" + name;
    this.post = post;
    this.notebook = notebook;
    this.key = "commit status " + Memory.digest(server.url() + " " + server.repo());
    this.written = notebook.read(key).map(CommitStatus::parsed);
    this.wanted = written;
  }

  /** Takes in how things are; never waits. */
  synchronized void stands(Status status) {
    wanted = Verdict.of(status, wanted).or(() -> wanted);
    turns++;
    notifyAll();
  }

  @Override
  public void run() {
    try {
      for (var next = next(); next.isPresent(); next = next()) {
        write(next.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is to be written now; waits until there is something, or an end. */
  private synchronized Optional<Verdict> next() throws InterruptedException {
    while (wanted.equals(written) && !stopping) {
      wait();
    }
    return stopping ? Optional.empty() : wanted.map(this::after);
  }

  /** A commit that nobody waits for any more is not left pending. */
  private Verdict after(Verdict next) {
    return written
        .filter(v -> !v.sha().equals(next.sha()) && v.state() == Verdict.State.PENDING)
        .map(v -> v.superseded(next.sha()))
        .orElse(next);
  }

  /** Writes nothing more once the status under way is written. */
  synchronized void stop() {
    stopping = true;
    notifyAll();
  }

  private void write(Verdict verdict) throws InterruptedException {
    if (taken(verdict)) {
      notebook.keep(key, verdict.sha() + " " + verdict.state() + " " + verdict.description());
      synchronized (this) {
        written = Optional.of(verdict);
      }
    } else {
      rest();
    }
  }

  /** Until the next turn. */
  private synchronized void rest() throws InterruptedException {
    for (var turn = turns; turn == turns && !stopping; ) {
      wait();
    }
  }

  private boolean taken(Verdict verdict) throws InterruptedException {
    try {
      var answer = post.send(() -> server.request(verdict, context));
      if (!answer.good() && !server.known(answer)) {
        log.warn("{} did not take the status of {}: {}", server.url(), verdict.sha(), answer);
      }
      return !answer.later();
    } catch (IOException e) {
      log.warn("{} cannot be told of {}: {}", server.url(), verdict.sha(), e.toString());
      return false;
    }
  }

  private static Verdict parsed(String text) {
    var words = text.split(" ", 3);
    return new Verdict(words[0], Verdict.State.valueOf(words[1]), words[2]);
  }
}
