package dev.pilaster.notify;

import dev.pilaster.agent.Operation;
import dev.pilaster.agent.Status;
import dev.pilaster.model.Commit;
import java.time.Instant;
import java.util.Optional;

/**
 * One message.
 *
 * @param commit the one that the host was last brought towards
 * @param operation the last one
 */
record Notice(
    Condition about,
    String server,
    Optional<Commit> commit,
    Optional<Long> operation,
    Instant time) {
  static Notice of(Condition about, Status status, Instant now) {
    var operation = status.operation().map(Operation::id);
    return new Notice(about, status.server(), status.attempted(), operation, now);
  }

  /** One line for people: {@code web1: container/php82 was rolled back: …}. */
  String text() {
    var why = about.message().isEmpty() ? "" : ": " + about.message();
    return server + ": " + about.subject() + " " + about.event().verb() + why + behind();
  }

  private String behind() {
    return commit
        .map(
            c -> " (%s@%s, “%s” by %s)".formatted(c.branch(), c.shortId(), c.subject(), c.author()))
        .orElse("");
  }
}
