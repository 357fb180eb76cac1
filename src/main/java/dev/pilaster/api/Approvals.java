package dev.pilaster.api;

import dev.pilaster.agent.Control;
import dev.pilaster.model.Subject;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of approvals: changes that somebody has to agree to. */
final class Approvals {
  private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);

  private final Control control;

  Approvals(Control control) {
    this.control = control;
  }

  /** {@code GET /api/v1/approvals}. */
  record All(List<OrdersView.Approval> approvals) {}

  void list(Context request) {
    Answers.json(request, new All(OrdersView.of(control).approvals()));
  }

  void approve(Context request) throws IOException {
    Body.read(request, Set.of());
    var id = request.pathParam("id");
    var waiting =
        OrdersView.of(control).approvals().stream()
            .filter(a -> a.id().equals(id))
            .findFirst()
            .orElseThrow(() -> Fault.notFound("nothing waits for the approval " + id));
    LOG.info("{} approves {}: {}/{}", Gate.caller(request), id, waiting.kind(), waiting.name());
    control
        .orders()
        .approve(id, Subject.parse(waiting.kind() + "/" + waiting.name()), Gate.caller(request));
    Answers.json(request, waiting);
  }
}
