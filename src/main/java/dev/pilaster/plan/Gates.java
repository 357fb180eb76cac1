package dev.pilaster.plan;

import dev.pilaster.model.Change;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Orders;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Server;
import dev.pilaster.model.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a careful person holds an automatic system: freezes, windows, approvals. They hold what git
 * asks for back before it begins; what is under way, and repairs of what serves, go on.
 */
final class Gates {
  private static final int ID = 8;

  private final Server server;
  private final Orders orders;
  private final Instant now;
  private final List<Plan.Approval> wanted = new ArrayList<>();
  private final Map<Subject, String> approved = new TreeMap<>();

  Gates(Situation situation) {
    this.server = situation.goal().desired().server();
    this.orders = situation.goal().orders();
    this.now = situation.now();
  }

  /**
   * Why a change may not begin now. What has to be approved is told in time, also while it waits
   * for its window.
   *
   * @param risk what somebody has to agree to first; empty when nobody has to
   */
  Optional<String> hold(Change change, Optional<String> risk) {
    var approval = risk.flatMap(r -> unapproved(change, r));
    return others(change.subject())
        .or(this::frozen)
        .or(() -> outsideWindow(change.subject()))
        .or(() -> approval);
  }

  /** Why nothing that git newly asks of a subject begins now, whatever it is. */
  Optional<String> shut(Subject subject) {
    return held(subject)
        .or(() -> others(subject))
        .or(this::frozen)
        .or(() -> outsideWindow(subject));
  }

  /** Why nothing begins of what a sync was not asked for. */
  Optional<String> others(Subject subject) {
    return orders.only().isEmpty() || orders.only().contains(subject)
        ? Optional.empty()
        : Optional.of("not asked for: the sync under way is of " + new TreeSet<>(orders.only()));
  }

  private Optional<String> frozen() {
    return server
        .freeze()
        .filter(f -> now.isBefore(f.until()))
        .map(f -> "frozen until %s: %s".formatted(f.until(), f.reason()));
  }

  private Optional<String> outsideWindow(Subject subject) {
    return orders.outsideWindow()
        ? Optional.empty()
        : new Windows(server.windows())
            .closedUntil(subject.kind(), now)
            .map(opens -> "outside its window, which opens " + opens);
  }

  /** Why a change waits for somebody who agrees to its risk. */
  Optional<String> unapproved(Change change, String risk) {
    var id = id(change.subject(), change.fingerprint());
    var agreed = Optional.ofNullable(orders.approved().get(id));
    if (agreed.isPresent()) {
      approved.put(change.subject(), "approved by " + agreed.get().by());
      return Optional.empty();
    }
    var because = new ArrayList<>(change.because());
    because.add(risk);
    wanted.add(new Plan.Approval(id, change.subject(), change.action(), because));
    return Optional.of("approval %s: %s".formatted(id, risk));
  }

  /** The same for the same wish, turn after turn. */
  static String id(Subject subject, String fingerprint) {
    var digest = Memory.digest(subject + " " + fingerprint);
    return digest.substring(digest.length() - ID);
  }

  /** Which people are behind a change of a subject: who pinned it, who approved it. */
  List<String> people(Subject subject) {
    var people = new ArrayList<String>();
    orders
        .pin(subject)
        .ifPresent(p -> people.add("pinned by %s: %s".formatted(p.by(), p.reason())));
    Optional.ofNullable(approved.get(subject)).ifPresent(people::add);
    return people;
  }

  /** Why nothing of a subject may change. */
  Optional<String> held(Subject subject) {
    return Optional.ofNullable(orders.held().get(subject.toString())).map(Orders.Held::text);
  }

  /** What waits for somebody to agree. */
  List<Plan.Approval> wanted() {
    return wanted;
  }
}
