package dev.pilaster.api;

import dev.pilaster.agent.Control;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The routes that change nothing. */
final class Look {
  private static final int LIMIT = 20;
  private static final int MOST = 200;

  private final Control control;

  Look(Control control) {
    this.control = control;
  }

  void alive(Context request) {
    Answers.json(request, Map.of("status", "ok"));
  }

  void ready(Context request) {
    var status = control.status();
    if (status.turnedAt().isEmpty()) {
      throw Fault.of(HttpStatus.SERVICE_UNAVAILABLE, "the first turn has not ended yet");
    }
    if (!status.engine()) {
      throw Fault.of(HttpStatus.SERVICE_UNAVAILABLE, "the engine did not answer");
    }
    Answers.json(request, Map.of("status", "ready"));
  }

  void status(Context request) {
    Answers.json(request, StatusView.of(control));
  }

  void plan(Context request) {
    Answers.json(request, PlanView.of(control.plan()));
  }

  void operation(Context request) {
    var id = Numbers.path(request, "id");
    var operation = control.operation(id);
    Answers.json(
        request,
        operation
            .map(OperationView::of)
            .orElseThrow(() -> Fault.notFound("there is no operation " + id)));
  }

  /** {@code next}: the {@code before} that asks for older ones; null at the end. */
  record History(List<OperationView> operations, @Nullable Long next) {}

  void history(Context request) {
    var limit = Numbers.query(request, "limit").orElse((long) LIMIT);
    var before = Numbers.query(request, "before").orElse(Long.MAX_VALUE);
    if (limit < 1 || limit > MOST) {
      throw Fault.badRequest("limit: expected a whole number from 1 to " + MOST);
    }
    var found = control.history(limit.intValue(), before);
    var last = found.size() < limit ? null : found.get(found.size() - 1).id();
    Answers.json(request, new History(found.stream().map(OperationView::of).toList(), last));
  }

  void quarantine(Context request) {
    Answers.json(request, QuarantineView.of(control.quarantine()));
  }
}
