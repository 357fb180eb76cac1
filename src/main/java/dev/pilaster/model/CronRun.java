package dev.pilaster.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the last run of a job left behind. Its file: the line that says whose it is, lines of a word
 * and a value, an empty line, and the end of what the job said. Times are seconds since 1970.
 *
 * @param result ok, failed, timeout, or running
 * @param code the job's own; 125 when nothing could be started
 * @param succeeded when one last ended with 0
 * @param counts result to how many runs ended so
 */
public record CronRun(
    Instant started,
    Optional<Instant> ended,
    String result,
    int code,
    Optional<Instant> succeeded,
    SortedMap<String, Long> counts,
    String output) {
  public static final String RUNNING = "running";
  public static final String OK = "ok";
  private static final String COUNT = "runs.";

  public CronRun {
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
  }

  /** Empty for a text that no wrapper of ours wrote. */
  public static Optional<CronRun> parse(String text) {
    var head = text.split("\n\n", 2);
    var values = new TreeMap<String, String>();
    head[0]
        .lines()
        .skip(1)
        .filter(line -> line.indexOf(' ') > 0)
        .forEach(line -> put(values, line));
    var started = time(values, "started");
    if (!Fileset.ours(text) || started.isEmpty()) {
      return Optional.empty();
    }
    var counts = new TreeMap<String, Long>();
    values.tailMap(COUNT).forEach((k, v) -> count(counts, k, v));
    return Optional.of(
        new CronRun(
            started.get(),
            time(values, "ended"),
            values.getOrDefault("result", ""),
            number(values.getOrDefault("code", "0")).orElse(0L).intValue(),
            time(values, "succeeded"),
            counts,
            head.length > 1 ? head[1].strip() : ""));
  }

  private static void put(SortedMap<String, String> values, String line) {
    var space = line.indexOf(' ');
    values.put(line.substring(0, space), line.substring(space + 1));
  }

  private static void count(SortedMap<String, Long> counts, String key, String value) {
    if (key.startsWith(COUNT)) {
      number(value).ifPresent(n -> counts.put(key.substring(COUNT.length()), n));
    }
  }

  private static Optional<Instant> time(SortedMap<String, String> values, String key) {
    return Optional.ofNullable(values.get(key))
        .flatMap(CronRun::number)
        .filter(n -> n > 0)
        .map(Instant::ofEpochSecond);
  }

  private static Optional<Long> number(String text) {
    return text.matches("[0-9]{1,15}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  /** Whether it may still be at work: a wrapper that was killed never says that it ended. */
  public boolean runs(Duration timeout, Instant now) {
    return result.equals(RUNNING) && now.isBefore(started.plus(timeout).plusSeconds(60));
  }

  /** When it was last at work. */
  public Instant until() {
    return ended.orElse(started);
  }
}
