package dev.pilaster.notify;

import dev.pilaster.model.Difference;
import dev.pilaster.model.Subject;
import java.time.Duration;
import java.util.List;

/**
 * Something that people ought to know as long as it is so.
 *
 * @param kind a resource's, or pillar, source or engine
 * @param identity what makes it this one: another identity of the same key is told anew
 * @param drift the fields that are not as they were asked for
 * @param patience it is told when it has been so for so long
 */
record Condition(
    Event event,
    String kind,
    String name,
    String identity,
    String message,
    List<Difference> drift,
    Duration patience) {
  private static final int LONGEST = 2000;

  Condition {
    drift = List.copyOf(drift);
    message = message.length() > LONGEST ? message.substring(0, LONGEST) + "…" : message;
  }

  static Condition of(Event event, Subject subject, String identity, String message) {
    var kind = subject.kind().text();
    return new Condition(event, kind, subject.name(), identity, message, List.of(), Duration.ZERO);
  }

  /** At most one condition holds under a key; a failure and a rollback share theirs. */
  String key() {
    var about = event.alarms() ? "failed" : event.text();
    return about + " " + subject();
  }

  String subject() {
    return kind + "/" + name;
  }
}
