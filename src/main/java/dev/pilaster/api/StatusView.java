package dev.pilaster.api;

import dev.pilaster.agent.Binding;
import dev.pilaster.agent.Control;
import dev.pilaster.agent.Live;
import dev.pilaster.agent.Status;
import dev.pilaster.model.Commit;
import dev.pilaster.model.Difference;
import dev.pilaster.model.Problem;
import dev.pilaster.model.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/status}.
 *
 * @param suspendedReason null unless it is suspended
 * @param operation the one under way, else the last one
 * @param progress steps that are being performed now
 * @param held resources that are suspended by themselves
 * @param source how reading the config repository goes
 * @param machine this one, and the one that the state belongs to
 * @param turnedAt when the last turn ended; null before the first
 * @param engine whether the engine answered in it
 */
record StatusView(
    String server,
    String sync,
    String health,
    boolean suspended,
    @Nullable String suspendedReason,
    Revision revision,
    @Nullable OperationView operation,
    List<ProgressView> progress,
    List<Wrong> problems,
    List<Standing> resources,
    List<OrdersView.Pin> pins,
    List<OrdersView.Held> held,
    List<OrdersView.Approval> approvals,
    Source source,
    Machine machine,
    @Nullable String turnedAt,
    boolean engine) {

  static StatusView of(Control control) {
    return of(control.status(), OrdersView.of(control), control.live());
  }

  private static StatusView of(Status status, OrdersView orders, Live live) {
    return new StatusView(
        status.server(),
        status.sync().text(),
        status.health().text(),
        status.suspended().isPresent(),
        status.suspended().orElse(null),
        Revision.of(status),
        status.operation().map(OperationView::of).orElse(null),
        live.progress().stream().map(ProgressView::of).toList(),
        status.problems().stream().map(Wrong::of).toList(),
        status.resources().stream().map(Standing::of).toList(),
        orders.pins(),
        orders.held(),
        orders.approvals(),
        new Source(time(status.polledAt()), status.sourceError().orElse(null)),
        Machine.of(live.machine()),
        time(status.turnedAt()),
        status.engine());
  }

  static @Nullable String time(Optional<Instant> time) {
    return time.map(Instant::toString).orElse(null);
  }

  /** Each {@code main@sha1:<40 hex>}, or null. */
  record Revision(@Nullable String desired, @Nullable String applied, @Nullable String attempted) {
    static Revision of(Status status) {
      return new Revision(text(status.desired()), text(status.applied()), text(status.attempted()));
    }

    private static @Nullable String text(Optional<Commit> commit) {
      return commit.map(Commit::revision).orElse(null);
    }
  }

  record Wrong(String file, int line, String path, String message) {
    static Wrong of(Problem problem) {
      return new Wrong(problem.file(), problem.line(), problem.path(), problem.message());
    }
  }

  record Drift(String field, String desired, String actual) {
    static Drift of(Difference difference) {
      return new Drift(difference.field(), difference.desired(), difference.actual());
    }
  }

  record Standing(
      String kind,
      String name,
      String sync,
      String health,
      List<Drift> drift,
      @Nullable Integer generation,
      @Nullable String image,
      @Nullable String version,
      String message,
      String since) {
    static Standing of(Status.Standing standing) {
      var resource = standing.resource();
      return new Standing(
          resource.subject().kind().text(),
          resource.subject().name(),
          resource.sync().text(),
          resource.health().text(),
          resource.drift().stream().map(Drift::of).toList(),
          resource.generation().filter(g -> g > 0).orElse(null),
          resource.image().isEmpty() ? null : image(resource),
          resource.version().orElse(null),
          resource.message(),
          standing.since().toString());
    }

    /** With {@code (sha256:ab12… → cd34…)} where the tag moved (HOST). */
    private static String image(Resource resource) {
      return resource.image() + resource.update().map(u -> " (" + u.text() + ")").orElse("");
    }
  }

  /** Digests; {@code id} is null without a machine-id, {@code bound} before the first turn. */
  record Machine(@Nullable String id, @Nullable String bound) {
    static Machine of(Binding.Machine machine) {
      return new Machine(machine.id().orElse(null), machine.bound().orElse(null));
    }
  }

  /** When it was last read, and why it cannot be read now. */
  record Source(@Nullable String polledAt, @Nullable String error) {}
}
