package dev.pilaster.api;

import dev.pilaster.agent.Control;
import dev.pilaster.model.Orders;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Subject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people told the agent beside git, and what waits for their word. */
record OrdersView(List<Pin> pins, List<Held> held, List<Approval> approvals) {
  static OrdersView of(Control control) {
    var orders = control.orders().orders();
    return new OrdersView(
        orders.pins().entrySet().stream().map(Pin::of).toList(),
        orders.held().entrySet().stream().map(Held::of).toList(),
        control.plan().approvals().stream()
            .filter(a -> !orders.approved().containsKey(a.id()))
            .map(Approval::of)
            .toList());
  }

  /**
   * One of {@code GET /api/v1/pins}.
   *
   * @param image of a container; null for a release
   * @param release a commit; null for a container
   */
  record Pin(
      String kind,
      String name,
      @Nullable String image,
      @Nullable String release,
      String reason,
      String by,
      String since,
      @Nullable String until) {
    static Pin of(Map.Entry<String, Orders.Pin> entry) {
      return of(Subject.parse(entry.getKey()), entry.getValue());
    }

    static Pin of(Subject subject, Orders.Pin pin) {
      var container = subject.kind() == Subject.Kind.CONTAINER;
      return new Pin(
          subject.kind().text(),
          subject.name(),
          container ? pin.wanted() : null,
          container ? null : pin.wanted(),
          pin.reason(),
          pin.by(),
          pin.since().toString(),
          StatusView.time(pin.until()));
    }
  }

  /** A resource that is suspended by itself. */
  record Held(
      String kind, String name, String reason, String by, String since, @Nullable String until) {
    static Held of(Map.Entry<String, Orders.Held> entry) {
      var subject = Subject.parse(entry.getKey());
      var held = entry.getValue();
      return new Held(
          subject.kind().text(),
          subject.name(),
          held.reason(),
          held.by(),
          held.since().toString(),
          StatusView.time(held.until()));
    }
  }

  /** One of {@code GET /api/v1/approvals}. */
  record Approval(String id, String kind, String name, String action, List<String> because) {
    static Approval of(Plan.Approval approval) {
      return new Approval(
          approval.id(),
          approval.subject().kind().text(),
          approval.subject().name(),
          approval.action().text(),
          approval.because());
    }
  }
}
