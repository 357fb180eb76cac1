package dev.pilaster.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What became of the requests of one class. Not safe for threads: its tally is. */
public final class Score {
  private static final int EXAMPLES = 3;

  private final Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
  private final List<Failure> examples = new ArrayList<>();
  private int[] micros = new int[1024];
  private int answered;
  private int failed;
  private int closedIdle;

  /** Well answered; nanoseconds beyond the request's own length, from when it was due. */
  void answered(long nanos) {
    if (answered == micros.length) {
      micros = Arrays.copyOf(micros, 2 * answered);
    }
    micros[answered++] = (int) Math.max(0, nanos / 1000);
  }

  void failed(Failure failure) {
    failed++;
    kinds.merge(failure.kind(), 1, Integer::sum);
    if (examples.size() < EXAMPLES) {
      examples.add(failure);
    }
  }

  void closedIdle() {
    closedIdle++;
  }

  void add(Score other) {
    for (var i = 0; i < other.answered; i++) {
      answered(other.micros[i] * 1000L);
    }
    failed += other.failed;
    closedIdle += other.closedIdle;
    other.kinds.forEach((kind, count) -> kinds.merge(kind, count, Integer::sum));
    other.examples.stream().limit(EXAMPLES - examples.size()).forEach(examples::add);
  }

  public int requests() {
    return answered + failed;
  }

  public int failed() {
    return failed;
  }

  /** How many of each kind. */
  public Map<Kind, Integer> kinds() {
    return Collections.unmodifiableMap(kinds);
  }

  /** The first failures, in words. */
  public List<Failure> examples() {
    return List.copyOf(examples);
  }

  /** Connections that the server closed while nothing was under way: no failure. */
  int closedWhileIdle() {
    return closedIdle;
  }

  /** Milliseconds within which so large a part of the answers came, 1 for all of them. */
  double millis(double part) {
    if (answered == 0) {
      return Double.NaN;
    }
    var sorted = Arrays.copyOf(micros, answered);
    Arrays.sort(sorted);
    return sorted[(int) Math.min(answered - 1L, (long) (part * answered))] / 1000.0;
  }

  /** Rule of three: with none of n lost, fewer than 3/n are (95 %). In percent. */
  double bound() {
    return 300.0 / requests();
  }
}
