package dev.pilaster.notify;

import dev.pilaster.agent.Events;
import dev.pilaster.agent.Notebook;
import dev.pilaster.agent.Status;
import dev.pilaster.model.Plan;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everybody who is told of what happens, each on a thread of its own. */
public final class Notifier implements Events {
  private static final int PARTING_MILLIS = 2000;

  private final List<Courier> couriers;
  private final Optional<CommitStatus> commits;
  private final Lasting lasting = new Lasting();
  private final List<Thread> threads = new ArrayList<>();
  private final Clock clock;

  private Notifier(List<Courier> couriers, Optional<CommitStatus> commits, Clock clock) {
    this.couriers = couriers;
    this.commits = commits;
    this.clock = clock;
    couriers.forEach(this::start);
    commits.ifPresent(this::start);
  }

  /**
   * Who is told, and by whom.
   *
   * @param server this host's name
   * @param git empty when nobody is told of commits
   */
  public record Setup(
      String server, List<Receiver> receivers, Optional<GitServer> git, Patience patience) {
    public Setup {
      receivers = List.copyOf(receivers);
    }
  }

  /** Begins; whom nobody is to tell anything costs nothing. */
  public static Events start(Setup setup, Notebook notebook, Clock clock) {
    if (setup.receivers().isEmpty() && setup.git().isEmpty()) {
      return Events.NONE;
    }
    var post = new Post(setup.patience(), clock);
    var couriers = setup.receivers().stream().map(r -> new Courier(r, post, notebook)).toList();
    var commits = setup.git().map(git -> new CommitStatus(git, setup.server(), post, notebook));
    return new Notifier(couriers, commits, clock);
  }

  private void start(Runnable work) {
    var thread = new Thread(work, "notify");
    thread.setDaemon(true);
    thread.start();
    threads.add(thread);
  }

  @Override
  public void stands(Status status, List<Plan.Approval> approvals) {
    var now = clock.instant();
    var conditions = lasting.of(Conditions.of(status, approvals), now);
    couriers.forEach(c -> c.stands(conditions, status, now));
    commits.ifPresent(c -> c.stands(status));
  }

  /**
   * Ends after the message under way, within a bound; what was not brought is told after the next
   * start, if it still holds then.
   */
  @Override
  public void close() {
    couriers.forEach(Courier::stop);
    commits.ifPresent(CommitStatus::stop);
    try {
      for (var thread : threads) {
        thread.join(PARTING_MILLIS);
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
