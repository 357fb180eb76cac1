package dev.pilaster.api;

import dev.pilaster.agent.Control;
import dev.pilaster.agent.Operation;
import dev.pilaster.agent.SyncRequest;
import dev.pilaster.model.Subject;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes that make the agent do something. */
final class Act {
  private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
  private static final int LONGEST_WAIT_SECONDS = 3600;
  private static final Set<String> SYNC =
      Set.of("dryRun", "wait", "only", "retryQuarantined", "whileSuspended", "outsideWindow");

  private final Control control;

  /** Each waiting request holds a thread; the rest of them answer everybody else. */
  private final Semaphore waiting = new Semaphore(6);

  Act(Control control) {
    this.control = control;
  }

  /** 200 with the finished operation, 202 with one that still runs. */
  void sync(Context request) throws IOException {
    var body = Body.read(request, SYNC);
    var wanted =
        new SyncRequest(
            body.flag("dryRun"),
            subjects(body.texts("only")),
            body.flag("retryQuarantined"),
            body.flag("whileSuspended"),
            body.flag("outsideWindow"),
            Gate.caller(request));
    var wait = Duration.ofSeconds(body.number("wait", LONGEST_WAIT_SECONDS));
    LOG.info("a sync is asked for: {}", wanted);
    var operation = synced(wanted, wait);
    var status = operation.finished() ? HttpStatus.OK : HttpStatus.ACCEPTED;
    Answers.json(request, status, OperationView.of(operation));
  }

  private Operation synced(SyncRequest wanted, Duration wait) {
    if (!waiting.tryAcquire()) {
      throw Fault.of(HttpStatus.TOO_MANY_REQUESTS, "enough requests wait for a sync already")
          .with("Retry-After", "10");
    }
    try {
      return control.sync(wanted, wait);
    } catch (IllegalStateException e) {
      LOG.warn("a sync was not begun", e);
      throw Fault.of(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
    } finally {
      waiting.release();
    }
  }

  private static Set<Subject> subjects(List<String> texts) {
    var subjects = new TreeSet<Subject>();
    texts.forEach(text -> subjects.add(Subjects.parse(text)));
    return subjects;
  }

  /** 202 with the operation, which ends at its next safe point. */
  void terminate(Context request) {
    var caller = Gate.caller(request);
    var operation =
        control
            .terminate(caller)
            .orElseThrow(() -> Fault.of(HttpStatus.CONFLICT, "no operation is under way"));
    LOG.info("{} terminates operation {}", caller, operation.id());
    Answers.json(request, HttpStatus.ACCEPTED, OperationView.of(operation));
  }

  void clear(Context request) {
    var subject = QuarantineView.subject(request.pathParam("kind"), request.pathParam("name"));
    if (!control.clearQuarantine(subject)) {
      throw Fault.notFound(subject + " is not quarantined");
    }
    LOG.info("{} clears the quarantine of {}", Gate.caller(request), subject);
    Answers.json(request, Map.of("cleared", subject));
  }
}
