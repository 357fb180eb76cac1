package dev.pilaster.plan;

import dev.pilaster.model.Change;
import dev.pilaster.model.Plan;
import java.util.List;

/** A plan as a person reads it. */
public final class PlanText {
  private PlanText() {}

  /** One block a change: sign, subject, reasons, and every step to the end. */
  public static String of(Plan plan) {
    return of(plan.changes());
  }

  static String of(List<Change> changes) {
    if (changes.isEmpty()) {
      return "Nothing to do.\n";
    }
    var text = new StringBuilder();
    for (var change : changes) {
      text.append("%s %s%n".formatted(change.action().sign(), change.subject()));
      change.because().forEach(reason -> text.append("    because ").append(reason).append('\n'));
      change.blockedBy().ifPresent(by -> text.append("    waits for ").append(by).append('\n'));
      change.steps().forEach(step -> text.append("      ").append(step.text()).append('\n'));
    }
    return text.toString();
  }
}
