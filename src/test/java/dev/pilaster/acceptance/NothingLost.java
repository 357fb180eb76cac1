package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.load.Report;
import dev.pilaster.load.Tally;

/** Every visitor was answered, and rightly. */
final class NothingLost {
  private static final int FEWEST = 20;

  private NothingLost() {}

  /** Says how many there were of each class, with the rule of three's bound. */
  static Tally during(String what, Tally tally) {
    DemoHost.report(what + "\n" + Report.of(tally));
    assertThat(tally.examples()).as("lost during %s, of %s", what, tally.counts()).isEmpty();
    assertThat(tally.requests()).isGreaterThan(FEWEST);
    return tally;
  }
}
