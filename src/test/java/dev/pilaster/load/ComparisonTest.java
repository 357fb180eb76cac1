package dev.pilaster.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComparisonTest {
  private final Comparison comparison = new Comparison();

  private static Tally answers(Traffic traffic, int count) {
    var tally = new Tally();
    for (var i = 1; i <= count; i++) {
      tally.answered(traffic, i * 1_000_000L, new byte[0]);
    }
    return tally;
  }

  private static Tally resets(int count) {
    var tally = new Tally();
    for (var i = 0; i < count; i++) {
      tally.failed(new Failure(Traffic.BUSY, i, 0, Kind.RESET, ""));
    }
    return tally;
  }

  @Test
  void eachIsAColumnAndWhatItHasNotIsEmpty() {
    comparison.add("ours", answers(Traffic.NEW, 3000));
    comparison.add("theirs", answers(Traffic.NEW, 20));
    comparison.add("theirs", resets(5));
    comparison.add("theirs", answers(Traffic.BUSY, 15));
    assertThat(comparison.lost())
        .isEqualTo(
            """
            | failed requests | ours | theirs |
            |---|---|---|
            | new connection per GET | 0 of 3,000 (< 0.100 %) | 0 of 20 (< 15.000 %) |
            | busy keep-alive |  | **5** of 20 (25.00 %): 5 reset |
            | all | 0 of 3,000 (< 0.100 %) | **5** of 40 (12.50 %): 5 reset |
            """);
  }

  @Test
  void delaysAreThoseOfTheAnswered() {
    comparison.add("ours", answers(Traffic.NEW, 1000));
    comparison.add("theirs", resets(5));
    assertThat(comparison.delays())
        .isEqualTo(
            """
            | delay, p99 and longest | ours | theirs |
            |---|---|---|
            | new connection per GET | 991, 1,000 ms |  |
            | busy keep-alive |  |  |
            | all | 991, 1,000 ms |  |
            """);
  }
}
