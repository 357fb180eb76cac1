package dev.pilaster.plan;

import dev.pilaster.model.Server.Window;
import dev.pilaster.model.Subject;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** When changes of a kind may begin (PILLAR, {@code windows}). */
final class Windows {
  private static final int WEEK_AND_A_DAY = 8;

  private final List<Window> windows;

  Windows(List<Window> windows) {
    this.windows = windows;
  }

  /** When the next window for this kind opens; empty while one is open or none applies. */
  Optional<Instant> closedUntil(Subject.Kind kind, Instant now) {
    var mine = windows.stream().filter(w -> w.appliesTo().contains(kind.text())).toList();
    return mine.stream().anyMatch(w -> open(w, now))
        ? Optional.empty()
        : mine.stream().flatMap(w -> next(w, now).stream()).min(Instant::compareTo);
  }

  private static boolean open(Window window, Instant now) {
    var local = now.atZone(ZoneId.of(window.zone()));
    var yesterday = local.toLocalDate().minusDays(1);
    return within(window, local.toLocalDate(), now) || within(window, yesterday, now);
  }

  /** Whether {@code now} lies in the window that begins on this day; it may end after midnight. */
  private static boolean within(Window window, LocalDate day, Instant now) {
    var begin = at(window, day, begin(window));
    var overnight = !end(window).isAfter(begin(window));
    var end = at(window, overnight ? day.plusDays(1) : day, end(window));
    return on(window, day) && !now.isBefore(begin) && now.isBefore(end);
  }

  private static Optional<Instant> next(Window window, Instant now) {
    var today = now.atZone(ZoneId.of(window.zone())).toLocalDate();
    return today
        .datesUntil(today.plusDays(WEEK_AND_A_DAY))
        .filter(day -> on(window, day))
        .map(day -> at(window, day, begin(window)))
        .filter(now::isBefore)
        .findFirst();
  }

  private static Instant at(Window window, LocalDate day, LocalTime time) {
    return ZonedDateTime.of(day, time, ZoneId.of(window.zone())).toInstant();
  }

  private static LocalTime begin(Window window) {
    return LocalTime.parse(window.time().substring(0, 5));
  }

  private static LocalTime end(Window window) {
    return LocalTime.parse(window.time().substring(6));
  }

  /** Days as written: {@code mon-thu}, {@code sat,sun}; a range may pass the week's end. */
  private static boolean on(Window window, LocalDate day) {
    return Arrays.stream(window.days().split(",", -1))
        .anyMatch(range -> holds(range, day.getDayOfWeek()));
  }

  private static boolean holds(String range, DayOfWeek day) {
    var first = day(range.substring(0, 3));
    var last = day(range.substring(range.length() - 3));
    return first.compareTo(last) <= 0
        ? day.compareTo(first) >= 0 && day.compareTo(last) <= 0
        : day.compareTo(first) >= 0 || day.compareTo(last) <= 0;
  }

  private static DayOfWeek day(String name) {
    return Arrays.stream(DayOfWeek.values())
        .filter(d -> d.name().toLowerCase(Locale.ROOT).startsWith(name))
        .findFirst()
        .orElseThrow();
  }
}
