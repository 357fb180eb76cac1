package dev.pilaster.api;

import dev.pilaster.agent.Control;
import dev.pilaster.model.Subject;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes that keep the agent off a host, or off one resource, and let it go on. */
final class Suspending {
  private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
  private static final Set<String> ONE = Set.of("kind", "name");
  private static final Set<String> FIELDS = Set.of("kind", "name", "reason", "until");

  private final Control control;
  private final Clock clock;

  Suspending(Control control, Clock clock) {
    this.control = control;
    this.clock = clock;
  }

  /** Whether and why the agent changes nothing. */
  record Whole(boolean suspended, @Nullable String suspendedReason, @Nullable String until) {}

  /** Whether and why it changes nothing of one resource. */
  record One(
      String kind,
      String name,
      boolean suspended,
      @Nullable String suspendedReason,
      @Nullable String until) {
    static One of(Subject subject, boolean suspended, @Nullable String why, @Nullable String end) {
      return new One(subject.kind().text(), subject.name(), suspended, why, end);
    }
  }

  void suspend(Context request) throws IOException {
    var body = Body.read(request, FIELDS);
    var caller = Gate.caller(request);
    var reason = body.line("reason").orElse(caller);
    var until = body.end("until", clock);
    var end = StatusView.time(until);
    var one = one(body).map(this::known);
    LOG.info("{} suspends {}: {}", caller, one.map(Subject::toString).orElse("all"), reason);
    if (one.isPresent()) {
      control.orders().hold(one.get(), reason, caller, until);
      Answers.json(request, One.of(one.get(), true, reason, end));
    } else {
      control.suspend(reason, until);
      Answers.json(request, new Whole(true, reason, end));
    }
  }

  void resume(Context request) throws IOException {
    var one = one(Body.read(request, ONE));
    if (one.isEmpty()) {
      control.resume();
      Answers.json(request, new Whole(false, null, null));
    } else if (control.orders().letGo(one.get())) {
      Answers.json(request, One.of(one.get(), false, null, null));
    } else {
      throw Fault.notFound(one.get() + " is not suspended by itself");
    }
    LOG.info("{} resumes {}", Gate.caller(request), one.map(Subject::toString).orElse("all"));
  }

  private static Optional<Subject> one(Body body) {
    if (body.has("kind") != body.has("name")) {
      throw Fault.badRequest("expected both kind and name, or neither");
    }
    return body.text("kind").map(kind -> Subjects.parse(kind + "/" + body.text("name").orElse("")));
  }

  /** Whoever holds what is not there believes in a safety that is none. */
  private Subject known(Subject subject) {
    return control.status().resources().stream()
        .map(standing -> standing.resource().subject())
        .filter(subject::equals)
        .findFirst()
        .orElseThrow(() -> Fault.notFound("there is no " + subject + " here"));
  }
}
