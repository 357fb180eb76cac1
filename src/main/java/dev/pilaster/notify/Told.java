package dev.pilaster.notify;

import dev.pilaster.agent.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a receiver was told. What it has to be told next is the difference between this and how
 * things are: so a failure is one message however often it is seen, and a receiver that was away
 * hears how things stand, not everything that it missed.
 *
 * @param entries by the conditions' keys
 */
record Told(SortedMap<String, Entry> entries) {
  /** The same drift that comes back is not told again for so long: somebody's cron job, say. */
  private static final Duration QUIET = Duration.ofHours(1);

  /** Drift that was repaired within so long needs no second message. */
  private static final Duration BRIEF = Duration.ofMinutes(1);

  Told {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  static Told nothing() {
    return new Told(new TreeMap<>());
  }

  /** What a receiver knows of a condition. */
  enum State {
    /** It was told, and holds. */
    OPEN,
    /** It came back so soon that it was not told again. */
    QUIET,
    /** It was told, and is over; kept for as long as it would not be told again. */
    OVER
  }

  /**
   * A condition that was told.
   *
   * @param at when it was told
   */
  record Entry(Event event, String kind, String name, String identity, State state, Instant at) {
    static Entry of(Condition condition, Instant at) {
      return new Entry(
          condition.event(),
          condition.kind(),
          condition.name(),
          condition.identity(),
          State.OPEN,
          at);
    }

    Entry now(State state) {
      return new Entry(event, kind, name, identity, state, at);
    }

    private boolean quiet(Instant now) {
      return event == Event.DRIFT && now.isBefore(at.plus(QUIET));
    }

    Condition over() {
      return new Condition(Event.RECOVERED, kind, name, identity, "", List.of(), Duration.ZERO);
    }
  }

  /**
   * One step from what was told to how things are.
   *
   * @param entry what is known under the key from then on; empty for nothing
   * @param says the message; empty when the step is nobody's business
   */
  record News(String key, Optional<Entry> entry, Optional<Condition> says) {}

  /** What is to be told now, in order. */
  List<News> news(List<Condition> conditions, Status status, Instant now) {
    var news = new ArrayList<News>();
    for (var condition : conditions) {
      begins(condition, now).ifPresent(news::add);
    }
    var held = conditions.stream().map(Condition::key).toList();
    entries.forEach(
        (key, entry) -> {
          if (!held.contains(key)) {
            ends(key, entry, status, now).ifPresent(news::add);
          }
        });
    return news;
  }

  private Optional<News> begins(Condition condition, Instant now) {
    var known = Optional.ofNullable(entries.get(condition.key()));
    var same = known.filter(e -> e.identity().equals(condition.identity()));
    if (same.filter(e -> e.state() == State.OPEN || e.state() == quietly(e, now)).isPresent()) {
      return Optional.empty();
    }
    var again = same.filter(e -> e.quiet(now)).map(e -> e.now(State.QUIET));
    var says = again.isPresent() ? Optional.<Condition>empty() : Optional.of(condition);
    var entry = again.or(() -> Optional.of(Entry.of(condition, now)));
    return Optional.of(new News(condition.key(), entry, says));
  }

  /** The state in which nothing is said of it. */
  private static State quietly(Entry entry, Instant now) {
    return entry.quiet(now) ? State.QUIET : State.OPEN;
  }

  private static Optional<News> ends(String key, Entry entry, Status status, Instant now) {
    var subject = entry.kind() + "/" + entry.name();
    if (entry.event().alarms() && !Conditions.well(status, subject)) {
      return Optional.empty();
    }
    if (entry.state() == State.OVER && entry.quiet(now)) {
      return Optional.empty();
    }
    var left = Optional.of(entry.now(State.OVER)).filter(e -> e.quiet(now));
    return Optional.of(
        new News(key, left, Optional.of(entry.over()).filter(c -> worth(entry, now))));
  }

  private static boolean worth(Entry entry, Instant now) {
    var brief = now.isBefore(entry.at().plus(BRIEF));
    return entry.state() == State.OPEN
        && (entry.event().alarms() || (entry.event() == Event.DRIFT && !brief));
  }

  Told after(News news) {
    var next = new TreeMap<>(entries);
    news.entry().ifPresentOrElse(e -> next.put(news.key(), e), () -> next.remove(news.key()));
    return new Told(next);
  }
}
