package dev.pilaster.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What became of all requests of a load, class by class. */
public final class Tally {
  /** What a generation says of itself. */
  private static final List<Pattern> MARKS =
      List.of(Pattern.compile("image build (\\S+)"), Pattern.compile("memory limit (\\S+)"));

  private final Map<Traffic, Score> scores = new EnumMap<>(Traffic.class);
  private final Set<String> seen = new TreeSet<>();
  private long worstLag;

  synchronized void answered(Traffic traffic, long nanos, byte[] body) {
    score(traffic).answered(nanos);
    var text = new String(body, 0, Math.min(body.length, 300), ISO_8859_1);
    for (var mark : MARKS) {
      var found = mark.matcher(text);
      if (found.find()) {
        seen.add(found.group());
      }
    }
  }

  synchronized void failed(Failure failure) {
    score(failure.traffic()).failed(failure);
  }

  synchronized void closedIdle(Traffic traffic) {
    score(traffic).closedIdle();
  }

  /** How late the generator itself sent something, in nanoseconds. */
  synchronized void lagged(long nanos) {
    worstLag = Math.max(worstLag, nanos);
  }

  private Score score(Traffic traffic) {
    return scores.computeIfAbsent(traffic, t -> new Score());
  }

  /** Counts what another load has seen as well. */
  public synchronized Tally add(Tally other) {
    synchronized (other) {
      other.scores.forEach((traffic, score) -> score(traffic).add(score));
      seen.addAll(other.seen);
      worstLag = Math.max(worstLag, other.worstLag);
    }
    return this;
  }

  /** By class, in their order. */
  public synchronized Map<Traffic, Score> scores() {
    return new EnumMap<>(scores);
  }

  /** The classes taken together. */
  synchronized Score all() {
    var all = new Score();
    scores.values().forEach(all::add);
    return all;
  }

  public synchronized int requests() {
    return scores.values().stream().mapToInt(Score::requests).sum();
  }

  public synchronized int failed() {
    return scores.values().stream().mapToInt(Score::failed).sum();
  }

  /** How many there were of each class. */
  public synchronized Map<Traffic, Integer> counts() {
    var counts = new EnumMap<Traffic, Integer>(Traffic.class);
    scores.forEach((traffic, score) -> counts.put(traffic, score.requests()));
    return counts;
  }

  /** The first failures of each class, in words. */
  public synchronized List<String> examples() {
    return scores.values().stream()
        .flatMap(score -> score.examples().stream())
        .map(Failure::toString)
        .toList();
  }

  /** What answers said of the generation that they came from, such as {@code image build 2}. */
  public synchronized Set<String> seen() {
    return new TreeSet<>(seen);
  }

  /** How late the generator itself was at most. */
  public synchronized Duration worstLag() {
    return Duration.ofNanos(worstLag);
  }
}
