package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** How many requests of each class were answered, what went wrong, and by which image. */
final class Tally {
  private static final Pattern BUILD = Pattern.compile("image build (\\S+)");
  private static final Pattern MEMORY = Pattern.compile("memory limit (\\S+)");

  private final Map<Visit, Integer> counts = new EnumMap<>(Visit.class);
  private final List<String> failures = new ArrayList<>();
  private final Set<String> seen = new TreeSet<>();

  synchronized void answered(Visit visit, int serial, String wrong, String body) {
    counts.merge(visit, 1, Integer::sum);
    if (!wrong.isEmpty()) {
      failures.add(visit + " " + serial + ": " + wrong);
    }
    for (var pattern : List.of(BUILD, MEMORY)) {
      var found = pattern.matcher(body);
      if (found.find()) {
        seen.add(found.group());
      }
    }
  }

  synchronized int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** What answers said of the generation that they came from, such as {@code image build 2}. */
  synchronized Set<String> seen() {
    return new TreeSet<>(seen);
  }

  /** Nothing was lost; says how many there were, with the rule of three's bound (95 %). */
  synchronized void nothingLost(String during) {
    DemoHost.report(
        "%s: %d requests %s, %d failed (bound %.2f %%)"
            .formatted(during, total(), counts, failures.size(), 300.0 / total()));
    assertThat(failures).as("lost during %s, of %d", during, total()).isEmpty();
    assertThat(total()).isGreaterThan(20);
  }
}
