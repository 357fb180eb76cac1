package dev.pilaster.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When cron runs a line, by crontab(5). */
final class CronTimeTest {
  private static final Instant LONG_AGO = Instant.parse("2025-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "'*/15 * * * *',   2026-01-07T10:44:00Z, 2026-01-07T10:30:00Z",
    "'5,50 * * * *',   2026-01-07T10:04:00Z, 2026-01-07T09:50:00Z",
    "'0 3 * * *',      2026-01-07T02:59:00Z, 2026-01-06T03:00:00Z",
    "'0 3 * * *',      2026-01-07T03:00:00Z, 2026-01-07T03:00:00Z",
    "'0 9-17/4 * * *', 2026-01-07T20:00:00Z, 2026-01-07T17:00:00Z",
    "'0 0 1 jan *',    2026-07-07T20:00:00Z, 2026-01-01T00:00:00Z",
    "'0 0 * * 7',      2026-01-07T20:00:00Z, 2026-01-04T00:00:00Z",
    "'0 0 * * Sun',    2026-01-07T20:00:00Z, 2026-01-04T00:00:00Z",
    "'0 0 29 2 *',     2025-01-07T20:00:00Z, ",
  })
  void theLastTimeThatItWasDue(String spec, Instant until, Instant due) {
    var after = LONG_AGO.isBefore(until) ? LONG_AGO : until;
    assertThat(CronTime.parse(spec, "acme").last(after, until, ZoneOffset.UTC))
        .isEqualTo(Optional.ofNullable(due));
  }

  @Test
  void aDayAndAWeekdayAreEitherOfTheTwo() {
    var time = CronTime.parse("0 0 13 * fri", "acme");
    assertThat(last(time, "2026-01-09T12:00:00Z")).contains(Instant.parse("2026-01-09T00:00:00Z"));
    assertThat(last(time, "2026-01-14T12:00:00Z")).contains(Instant.parse("2026-01-13T00:00:00Z"));
  }

  @Test
  void aStarAmongTheDaysMakesBothNecessary() {
    var time = CronTime.parse("0 0 */2 * fri", "acme");
    assertThat(last(time, "2026-01-20T12:00:00Z")).contains(Instant.parse("2026-01-09T00:00:00Z"));
  }

  @Test
  void itGoesByTheHostsZone() {
    var time = CronTime.parse("30 3 * * *", "acme");
    assertThat(
            time.last(LONG_AGO, Instant.parse("2026-07-01T12:00:00Z"), ZoneId.of("Asia/Kolkata")))
        .contains(Instant.parse("2026-06-30T22:00:00Z"));
  }

  @Test
  void whatWasDueBeforeDoesNotCount() {
    var time = CronTime.parse("0 3 * * *", "acme");
    var since = Instant.parse("2026-01-07T03:00:00Z");
    assertThat(time.last(since, since.plusSeconds(3600), ZoneOffset.UTC)).isEmpty();
  }

  @Test
  void hIsAMinuteFixedByTheName() {
    var acme = CronTime.parse("H 4 * * *", "acme");
    assertThat(acme.text()).matches("[0-9]+ 4 \\* \\* \\*");
    assertThat(CronTime.parse("H 4 * * *", "acme")).isEqualTo(acme);
    var minutes = new TreeSet<Integer>();
    IntStream.range(0, 60)
        .forEach(i -> minutes.addAll(CronTime.parse("H * * * *", "site" + i).minutes()));
    assertThat(minutes).hasSizeGreaterThan(20);
  }

  @Test
  void hWithAStepBeginsWithOneOfTheFirstMinutes() {
    var time = CronTime.parse("H/15 * * * *", "acme");
    assertThat(time.text()).matches("([0-9]|1[0-4])-59/15 \\* \\* \\* \\*");
    assertThat(time.minutes()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *",
        "* * * * 8", "5-1 * * * *", "5/2 * * * *", "*/0 * * * *", "a * * * *", "1, * * * *",
        "* H * * *", "H/0 * * * *", "1-2-3 * * * *", "*/5/5 * * * *", "@daily"
      })
  void whatCronWouldNotTakeIsRefused(String spec) {
    assertThatThrownBy(() -> CronTime.parse(spec, "acme"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Optional<Instant> last(CronTime time, String until) {
    return time.last(LONG_AGO, Instant.parse(until), ZoneOffset.UTC);
  }
}
