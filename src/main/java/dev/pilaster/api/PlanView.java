package dev.pilaster.api;

import dev.pilaster.model.Change;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/plan}. */
record PlanView(List<Item> changes) {
  static PlanView of(Plan plan) {
    return new PlanView(plan.changes().stream().map(Item::of).toList());
  }

  record Item(
      String kind,
      String name,
      String action,
      List<String> because,
      List<String> steps,
      @Nullable String blockedBy) {
    static Item of(Change change) {
      return new Item(
          change.subject().kind().text(),
          change.subject().name(),
          change.action().text(),
          change.because(),
          change.steps().stream().map(Step::text).toList(),
          change.blockedBy().orElse(null));
    }
  }
}
