package dev.pilaster.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * When a job is due: crontab(5)'s five fields, with {@code H} for a minute fixed by a name.
 *
 * @param text as a crontab has it, without {@code H}
 * @param anyDay whether one of the two fields for days begins with a star: then both have to hold,
 *     else one of them is enough
 */
public record CronTime(
    String text,
    NavigableSet<Integer> minutes,
    NavigableSet<Integer> hours,
    NavigableSet<Integer> days,
    NavigableSet<Integer> months,
    NavigableSet<Integer> weekdays,
    boolean anyDay) {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> WEEKDAYS =
      List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

  public CronTime {
    minutes = fixed(minutes);
    hours = fixed(hours);
    days = fixed(days);
    months = fixed(months);
    weekdays = fixed(weekdays);
  }

  private static NavigableSet<Integer> fixed(NavigableSet<Integer> set) {
    return Collections.unmodifiableNavigableSet(new TreeSet<>(set));
  }

  /**
   * Reads five fields.
   *
   * @param name what {@code H} depends on
   * @throws IllegalArgumentException naming the field that cron would not take
   */
  public static CronTime parse(String spec, String name) {
    var fields = spec.strip().split("\\s+");
    if (fields.length != 5) {
      throw new IllegalArgumentException("wants five fields, has " + fields.length);
    }
    fields[0] = spread(fields[0], name);
    return new CronTime(
        String.join(" ", fields),
        new Range("minute", 0, 59, List.of()).read(fields[0]),
        new Range("hour", 0, 23, List.of()).read(fields[1]),
        new Range("day", 1, 31, List.of()).read(fields[2]),
        new Range("month", 1, 12, MONTHS).read(fields[3]),
        sundays(new Range("weekday", 0, 7, WEEKDAYS).read(fields[4])),
        fields[2].startsWith("*") || fields[4].startsWith("*"));
  }

  /** {@code H}: one minute; {@code H/15}: every 15 minutes, beginning with one of the first. */
  private static String spread(String field, String name) {
    var parts = field.split(",", -1);
    for (var i = 0; i < parts.length; i++) {
      if (parts[i].equals("H")) {
        parts[i] = "" + Math.floorMod(name.hashCode(), 60);
      } else if (parts[i].matches("H/[1-9][0-9]?")) {
        var step = Integer.parseInt(parts[i].substring(2));
        parts[i] = Math.floorMod(name.hashCode(), Math.min(step, 60)) + "-59/" + step;
      }
    }
    return String.join(",", parts);
  }

  private static NavigableSet<Integer> sundays(NavigableSet<Integer> weekdays) {
    if (weekdays.remove(7)) {
      weekdays.add(0);
    }
    return weekdays;
  }

  /** The last time that it was due, after one time and until another. */
  public Optional<Instant> last(Instant after, Instant until, ZoneId zone) {
    var first = after.atZone(zone).toLocalDate();
    for (var day = until.atZone(zone).toLocalDate(); !day.isBefore(first); day = day.minusDays(1)) {
      var due = on(day) ? last(day, until, zone) : Optional.<Instant>empty();
      if (due.isPresent()) {
        return due.filter(after::isBefore);
      }
    }
    return Optional.empty();
  }

  private Optional<Instant> last(LocalDate day, Instant until, ZoneId zone) {
    for (var hour : hours.descendingSet()) {
      for (var minute : minutes.descendingSet()) {
        var due = day.atTime(hour, minute).atZone(zone).toInstant();
        if (!due.isAfter(until)) {
          return Optional.of(due);
        }
      }
    }
    return Optional.empty();
  }

  private boolean on(LocalDate day) {
    var dated = days.contains(day.getDayOfMonth());
    var named = weekdays.contains(day.getDayOfWeek().getValue() % 7);
    return months.contains(day.getMonthValue()) && (anyDay ? dated && named : dated || named);
  }

  /** What one field may hold. */
  private record Range(String field, int least, int most, List<String> names) {
    NavigableSet<Integer> read(String text) {
      var set = new TreeSet<Integer>();
      for (var part : text.split(",", -1)) {
        add(part, set);
      }
      return set;
    }

    private void add(String part, NavigableSet<Integer> set) {
      var step = part.split("/", -1);
      var ends =
          step[0].equals("*") ? new String[] {"" + least, "" + most} : step[0].split("-", -1);
      var every = step.length == 2 ? number(step[1], part, 1, most) : 1;
      if (ends.length > 2 || step.length > 2 || (step.length == 2 && ends.length == 1)) {
        throw wrong(part);
      }
      var from = number(ends[0], part, least, most);
      var to = ends.length == 2 ? number(ends[1], part, from, most) : from;
      for (var value = from; value <= to; value += every) {
        set.add(value);
      }
    }

    private int number(String word, String part, int lowest, int highest) {
      var name = names.indexOf(word.toLowerCase(Locale.ROOT));
      if (name >= 0) {
        return name + least;
      }
      var value = word.matches("[0-9]{1,2}") ? Integer.parseInt(word) : -1;
      if (value < lowest || value > highest) {
        throw wrong(part);
      }
      return value;
    }

    private IllegalArgumentException wrong(String part) {
      return new IllegalArgumentException(
          "\"%s\" is no %s: wants %d to %d, *, a-b, or one of the last two with /step"
              .formatted(part, field, least, most));
    }
  }
}
