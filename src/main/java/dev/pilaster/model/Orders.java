package dev.pilaster.model;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What people told this agent beside git: how a careful person holds an automatic system.
 *
 * @param pins subject to what is wanted instead of what git says
 * @param approved id of an approval to who gave it
 * @param held subject to why nothing of it may change
 * @param again subject to who wants its import once more
 * @param outsideWindow whether this turn may change what its windows forbid
 * @param only of what something may begin in this turn; empty for everything
 */
public record Orders(
    SortedMap<String, Pin> pins,
    SortedMap<String, Approval> approved,
    SortedMap<String, Held> held,
    SortedMap<String, Again> again,
    boolean outsideWindow,
    Set<Subject> only) {
  public static final Orders NONE =
      new Orders(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

  public Orders {
    pins = Collections.unmodifiableSortedMap(new TreeMap<>(pins));
    approved = Collections.unmodifiableSortedMap(new TreeMap<>(approved));
    held = Collections.unmodifiableSortedMap(new TreeMap<>(held));
    again = Collections.unmodifiableSortedMap(new TreeMap<>(again));
    only = Set.copyOf(only);
  }

  /** What holds from turn to turn. */
  public Orders(
      SortedMap<String, Pin> pins,
      SortedMap<String, Approval> approved,
      SortedMap<String, Held> held,
      SortedMap<String, Again> again) {
    this(pins, approved, held, again, false, Set.of());
  }

  /**
   * An emergency override, through the same gates as any other wish.
   *
   * @param wanted an image reference for a container, a commit for a release
   * @param by who asked for it
   * @param until when it ends by itself
   */
  public record Pin(
      String wanted, String reason, String by, Instant since, Optional<Instant> until) {
    /** As status says it. */
    public String text() {
      return "pinned to %s%s by %s: %s".formatted(wanted, to(until), by, reason);
    }
  }

  /**
   * Somebody has read the plan and agrees.
   *
   * @param subject what may change
   */
  public record Approval(String subject, String by, Instant at) {}

  /** A suspended resource. */
  public record Held(String reason, String by, Instant since, Optional<Instant> until) {
    /** As status says it. */
    public String text() {
      return "suspended%s by %s: %s".formatted(to(until), by, reason);
    }
  }

  /**
   * An import once more: of what was done before {@code since}, however that ended.
   *
   * @param replace whether what is there now may go
   */
  public record Again(boolean replace, String by, Instant since) {
    /** As a plan says it. */
    public String text() {
      return "to be filled again%s, asked for by %s"
          .formatted(replace ? " in place of what is there" : "", by);
    }
  }

  private static String to(Optional<Instant> end) {
    return end.map(e -> " until " + e).orElse("");
  }

  /** The pin of a subject. */
  public Optional<Pin> pin(Subject subject) {
    return Optional.ofNullable(pins.get(subject.toString()));
  }

  /** The import of a subject that is wanted once more. */
  public Optional<Again> again(Subject subject) {
    return Optional.ofNullable(again.get(subject.toString()));
  }

  /** The same during a sync that somebody asked for. */
  public Orders during(boolean outside, Set<Subject> subjects) {
    return new Orders(pins, approved, held, again, outside, subjects);
  }

  /** The same without what has ended by now. */
  public Orders at(Instant now) {
    var live = new TreeMap<>(pins);
    live.values().removeIf(p -> p.until().filter(u -> !now.isBefore(u)).isPresent());
    var still = new TreeMap<>(held);
    still.values().removeIf(h -> h.until().filter(u -> !now.isBefore(u)).isPresent());
    return new Orders(live, approved, still, again, outsideWindow, only);
  }
}
