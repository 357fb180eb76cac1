package dev.pilaster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilaster.model.Action;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pilaster plan}. */
@Command(name = "plan", description = "What a sync would do now, step by step.")
final class PlanCommand extends Asking {
  @Mixin private final Pending pending = new Pending();

  PlanCommand(Console console) {
    super(console);
  }

  @Override
  int ask(Door door) {
    var plan = door.get("api/v1/plan");
    if (wantsJson()) {
      json(plan);
    } else {
      lines(plan.path("changes")).forEach(this::wrapped);
    }
    return pending.code(!plan.path("changes").isEmpty());
  }

  /** As the planner itself prints a plan. */
  static List<String> lines(JsonNode changes) {
    if (changes.isEmpty()) {
      return List.of("Nothing to do.");
    }
    var lines = new ArrayList<String>();
    for (var change : changes) {
      lines.add(
          "%s %s/%s"
              .formatted(
                  sign(change.path("action").asText()),
                  change.path("kind").asText(),
                  change.path("name").asText()));
      change.path("because").forEach(reason -> lines.add("    because " + reason.asText()));
      if (change.path("blocked_by").isTextual()) {
        lines.add("    waits for " + change.path("blocked_by").textValue());
      }
      change
          .path("steps")
          .forEach(
              step -> lines.add("      " + (step.isTextual() ? step : step.path("text")).asText()));
    }
    return lines;
  }

  static String sign(String action) {
    return Arrays.stream(Action.values())
        .filter(a -> a.text().equals(action))
        .map(Action::sign)
        .findFirst()
        .orElse(" ");
  }
}
