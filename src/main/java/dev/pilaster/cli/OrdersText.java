package dev.pilaster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Pins, suspended resources and waiting approvals as a person reads them. */
final class OrdersText {
  private static final String INDENT = "    ";

  private OrdersText() {}

  /** Two lines and more a pin: what to, until when; then by whom and why. */
  static List<String> pins(JsonNode pins, Console console) {
    var lines = new ArrayList<String>();
    for (var pin : pins) {
      var wanted = pin.path(pin.path("image").isTextual() ? "image" : "release").asText();
      lines.addAll(Wrapped.lines(subject(pin) + " to " + wanted, INDENT, console));
      lines.addAll(who(pin, console));
    }
    return lines;
  }

  /** The same of what is suspended. */
  static List<String> held(JsonNode held, Console console) {
    var lines = new ArrayList<String>();
    for (var one : held) {
      lines.add(subject(one));
      lines.addAll(who(one, console));
    }
    return lines;
  }

  private static List<String> who(JsonNode order, Console console) {
    var until = order.path("until");
    var text =
        "by %s %s ago%s: %s"
            .formatted(
                order.path("by").asText(),
                Times.since(order.path("since"), console.clock()),
                until.isTextual() ? ", until " + minutes(until.textValue()) : "",
                order.path("reason").asText());
    return Wrapped.lines(INDENT + text, INDENT, console);
  }

  /** A time without what is smaller than a minute. */
  private static String minutes(String time) {
    return time.replaceFirst("T(\\d\\d:\\d\\d).*", " $1 UTC");
  }

  /** The id, what it is about, and the reasons. */
  static List<String> approvals(JsonNode approvals, Console console) {
    var lines = new ArrayList<String>();
    for (var approval : approvals) {
      var sign = PlanCommand.sign(approval.path("action").asText());
      var first = approval.path("id").asText() + "  " + sign + " " + subject(approval);
      lines.addAll(Wrapped.lines(first, INDENT, console));
      for (var reason : approval.path("because")) {
        var text = INDENT + "because " + reason.asText();
        lines.addAll(Wrapped.lines(text, INDENT + INDENT, console));
      }
    }
    return lines;
  }

  private static String subject(JsonNode order) {
    return order.path("kind").asText() + "/" + order.path("name").asText();
  }
}
