package dev.pilaster.api;

import dev.pilaster.agent.Operation;
import dev.pilaster.agent.Status;
import dev.pilaster.model.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is new between two looks at the agent, as {@code GET /api/v1/events} tells it. */
final class News {
  private final Status now;
  private final List<Item> items = new ArrayList<>();

  private News(Status now) {
    this.now = now;
  }

  /**
   * One event.
   *
   * @param kind operation, change, step, drift or health
   */
  record Item(String kind, Object data) {}

  /** In the order in which it happened: an operation begins before its steps and ends after. */
  static List<Item> between(Status before, Status now) {
    var news = new News(now);
    news.operation(before.operation());
    news.resources(before.resources());
    if (before.sync() != now.sync() || before.health() != now.health()) {
      news.add("health", Health.of(now));
    }
    return List.copyOf(news.items);
  }

  private void add(String kind, Object data) {
    items.add(new Item(kind, data));
  }

  private void operation(Optional<Operation> before) {
    if (now.operation().isEmpty()) {
      return;
    }
    var operation = now.operation().get();
    var same = before.filter(b -> b.id() == operation.id());
    var view = Moved.of(operation);
    var moved = same.filter(b -> Moved.of(b).equals(view)).isEmpty();
    if (moved && !operation.finished()) {
      add("operation", view);
    }
    var known = same.map(News::bySubject).orElse(Map.of());
    bySubject(operation)
        .forEach((s, done) -> change(operation.id(), done, Optional.ofNullable(known.get(s))));
    if (moved && operation.finished()) {
      add("operation", view);
    }
  }

  private static Map<String, Operation.Done> bySubject(Operation operation) {
    var changes = new LinkedHashMap<String, Operation.Done>();
    operation.changes().forEach(c -> changes.put(c.kind() + "/" + c.name(), c));
    return changes;
  }

  private void change(long operation, Operation.Done done, Optional<Operation.Done> before) {
    var known = before.map(Operation.Done::steps).orElse(List.of());
    for (var i = 0; i < done.steps().size(); i++) {
      if (i >= known.size() || !known.get(i).equals(done.steps().get(i))) {
        add("step", Step.of(operation, done, OperationView.Step.of(done.steps().get(i))));
      }
    }
    var view = Change.of(operation, done);
    if (before.map(b -> Change.of(operation, b)).filter(view::equals).isEmpty()) {
      add("change", view);
    }
  }

  private void resources(List<Status.Standing> before) {
    var known = new LinkedHashMap<String, Resource>();
    before.forEach(s -> known.put(s.resource().subject().toString(), s.resource()));
    for (var standing : now.resources()) {
      resource(standing, known.remove(standing.resource().subject().toString()));
    }
    known.values().forEach(gone -> add("health", Health.gone(gone)));
  }

  private void resource(Status.Standing standing, @Nullable Resource before) {
    var resource = standing.resource();
    var drift = before == null ? List.of() : before.drift();
    if (!drift.equals(resource.drift())) {
      add("drift", Drift.of(resource));
    }
    if (before == null
        || before.sync() != resource.sync()
        || before.health() != resource.health()) {
      add("health", Health.of(standing));
    }
  }

  /** An operation without its changes. */
  record Moved(
      long id,
      String trigger,
      String by,
      String revision,
      String author,
      String subject,
      String phase,
      String startedAt,
      @Nullable String finishedAt,
      String message) {
    static Moved of(Operation operation) {
      return new Moved(
          operation.id(),
          operation.trigger(),
          operation.by(),
          operation.revision(),
          operation.author(),
          operation.subject(),
          operation.phase().text(),
          operation.startedAt().toString(),
          StatusView.time(operation.finishedAt()),
          operation.message());
    }
  }

  /** One subject's part of an operation, without its steps. */
  record Change(
      long operation,
      String kind,
      String name,
      String action,
      String outcome,
      List<String> because,
      String message) {
    static Change of(long operation, Operation.Done done) {
      return new Change(
          operation,
          done.kind(),
          done.name(),
          done.action(),
          done.outcome(),
          done.because(),
          done.message());
    }
  }

  /** A step that was performed; one that waits is told again whenever it asked again. */
  record Step(
      long operation,
      String kind,
      String name,
      String text,
      String startedAt,
      double seconds,
      int times,
      boolean ok,
      String message) {
    static Step of(long operation, Operation.Done done, OperationView.Step step) {
      return new Step(
          operation,
          done.kind(),
          done.name(),
          step.text(),
          step.startedAt(),
          step.seconds(),
          step.times(),
          step.ok(),
          step.message());
    }
  }

  /** All fields that drift now; none when the drift is over. */
  record Drift(String kind, String name, List<StatusView.Drift> drift) {
    static Drift of(Resource resource) {
      return new Drift(
          resource.subject().kind().text(),
          resource.subject().name(),
          resource.drift().stream().map(StatusView.Drift::of).toList());
    }
  }

  /** How a resource stands, or the whole: kind {@code server}. Null when it is gone. */
  record Health(
      String kind, String name, @Nullable String sync, @Nullable String health, String message) {
    static Health of(Status status) {
      return new Health(
          "server", status.server(), status.sync().text(), status.health().text(), "");
    }

    static Health of(Status.Standing standing) {
      var resource = standing.resource();
      return new Health(
          resource.subject().kind().text(),
          resource.subject().name(),
          resource.sync().text(),
          resource.health().text(),
          resource.message());
    }

    static Health gone(Resource resource) {
      return new Health(
          resource.subject().kind().text(), resource.subject().name(), null, null, "");
    }
  }
}
