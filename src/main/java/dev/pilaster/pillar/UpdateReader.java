package dev.pilaster.pillar;

import dev.pilaster.model.Service;
import java.time.Duration;
import java.util.Map;

/** {@code update}: how an upgrade of a container goes. */
final class UpdateReader {
  private static final Keys KEYS = new Keys();
  private static final Key<Boolean> START_FIRST =
      KEYS.needed(
          "order",
          Shapes.word(Map.of("start-first", true, "stop-first", false)),
          "start-first or stop-first; = by role: stop-first for mariadb and solr");
  private static final Key<Duration> MIN_HEALTHY =
      KEYS.or("min_healthy", Units.DURATION, Duration.ofSeconds(10), "without a break; = 10s");
  private static final Key<Duration> DEADLINE =
      KEYS.or("healthy_deadline", Units.DURATION, Duration.ofMinutes(5), "then it failed; = 5m");
  private static final Key<Duration> MONITOR =
      KEYS.or("monitor", Units.DURATION, Duration.ofSeconds(20), "after the switch; = 20s");
  private static final Key<Duration> DRAIN =
      KEYS.or(
          "drain",
          Units.DURATION,
          Duration.ofSeconds(90),
          "for requests that run; raised to the longest max_execution_time of its sites; = 90s");
  private static final Key<Duration> EXEC_DRAIN =
      KEYS.or(
          "exec_drain",
          Units.DURATION,
          Duration.ofMinutes(10),
          "how long a docker exec may hold the old generation; = 10m");
  private static final Key<Boolean> PAUSE =
      KEYS.or(
          "failure_action",
          Shapes.word(Map.of("rollback", false, "pause", true)),
          false,
          "rollback or pause; = rollback");
  private static final Key<Boolean> APPROVE =
      KEYS.or("approve", Shapes.BOOL, false, "wait for `pilaster approve`; = false");
  private static final Key<Boolean> SNAPSHOT =
      KEYS.or("snapshot", Shapes.BOOL, false, "stop-first: copy the data first; = false");

  static final Shape<Service.Update> SHAPE = KEYS.shape(UpdateReader::read);

  private UpdateReader() {}

  private static Service.Update read(Values v) {
    if (v.get(DEADLINE).compareTo(v.get(MIN_HEALTHY)) < 0) {
      v.fail(DEADLINE, "is shorter than min_healthy: no container could ever pass");
    }
    return new Service.Update(
        v.get(START_FIRST),
        v.get(MIN_HEALTHY),
        v.get(DEADLINE),
        v.get(MONITOR),
        v.get(DRAIN),
        v.get(EXEC_DRAIN),
        v.get(PAUSE),
        v.get(APPROVE),
        v.get(SNAPSHOT));
  }
}
