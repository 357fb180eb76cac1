package dev.pilaster.api;

import dev.pilaster.agent.Operation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One operation, as every route shows it. */
record OperationView(
    long id,
    String trigger,
    String by,
    String revision,
    String author,
    String subject,
    String phase,
    String startedAt,
    @Nullable String finishedAt,
    @Nullable Double durationSeconds,
    String message,
    List<Done> changes) {

  static OperationView of(Operation operation) {
    return new OperationView(
        operation.id(),
        operation.trigger(),
        operation.by(),
        operation.revision(),
        operation.author(),
        operation.subject(),
        operation.phase().text(),
        operation.startedAt().toString(),
        StatusView.time(operation.finishedAt()),
        operation
            .finishedAt()
            .map(end -> Duration.between(operation.startedAt(), end).toMillis() / 1000.0)
            .orElse(null),
        operation.message(),
        operation.changes().stream().map(Done::of).toList());
  }

  record Done(
      String kind,
      String name,
      String action,
      String outcome,
      List<String> because,
      List<Step> steps,
      String message,
      String log) {
    static Done of(Operation.Done done) {
      return new Done(
          done.kind(),
          done.name(),
          done.action(),
          done.outcome(),
          done.because(),
          done.steps().stream().map(Step::of).toList(),
          done.message(),
          done.log());
    }
  }

  record Step(
      String text, String startedAt, double seconds, int times, boolean ok, String message) {
    static Step of(Operation.StepDone step) {
      return new Step(
          step.text(),
          step.began().toString(),
          step.millis() / 1000.0,
          step.times(),
          step.ok(),
          step.message());
    }
  }
}
