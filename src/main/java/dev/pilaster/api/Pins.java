package dev.pilaster.api;

import dev.pilaster.agent.Control;
import dev.pilaster.agent.OrderBook;
import dev.pilaster.model.HostException;
import dev.pilaster.model.Name;
import dev.pilaster.model.Subject;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of pins: another image or commit than git's, for an emergency. */
final class Pins {
  private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
  private static final String IMAGE = "image";
  private static final String RELEASE = "release";
  private static final int WHOLE = 40;
  private static final Set<String> FIELDS = Set.of("name", IMAGE, RELEASE, "reason", "until");

  private final Control control;
  private final Clock clock;

  Pins(Control control, Clock clock) {
    this.control = control;
    this.clock = clock;
  }

  private OrderBook book() {
    return control.orders();
  }

  /** {@code GET /api/v1/pins}. */
  record All(List<OrdersView.Pin> pins) {}

  void list(Context request) {
    Answers.json(request, new All(OrdersView.of(control).pins()));
  }

  void pin(Context request) throws IOException {
    var body = Body.read(request, FIELDS);
    var name = body.text("name").orElseThrow(() -> missing("name", "a service or a site"));
    var reason = body.line("reason").orElseThrow(() -> missing("reason", "why git is overruled"));
    var until = body.end("until", clock);
    if (body.has(IMAGE) == body.has(RELEASE)) {
      throw Fault.badRequest("expected either image, for a service, or release, for a site");
    }
    var subject = subject(name, body.has(IMAGE));
    var wanted = body.has(IMAGE) ? image(body) : release(subject, body);
    if (book().same(subject, wanted)) {
      throw Fault.of(
          HttpStatus.CONFLICT, "git asks for " + wanted + " already: a pin would end at once");
    }
    var caller = Gate.caller(request);
    LOG.info("{} pins {} to {}: {}", caller, subject, wanted, reason);
    var pin = book().pin(subject, wanted, reason, caller, until);
    Answers.json(request, OrdersView.Pin.of(subject, pin));
  }

  private static Fault missing(String field, String what) {
    return Fault.badRequest(field + ": is missing: " + what);
  }

  private Subject subject(String name, boolean container) {
    var pinnable = book().pinnable(name);
    var kind = container ? Subject.Kind.CONTAINER : Subject.Kind.RELEASE;
    return pinnable.stream()
        .filter(s -> s.kind() == kind)
        .findFirst()
        .orElseThrow(() -> unknown(name, container, !pinnable.isEmpty()));
  }

  private static Fault unknown(String name, boolean container, boolean other) {
    if (other) {
      return Fault.badRequest(
          container
              ? name + " is a site: it is pinned with release, not with image"
              : name + " is a service: it is pinned with image, not with release");
    }
    var what = container ? "service" : "site with code";
    return Fault.notFound(
        Name.isValid(name) ? "there is no " + what + " " + name + " here" : "name: not a name");
  }

  private String image(Body body) {
    var image = body.text(IMAGE).orElse("");
    try {
      var forbidden = book().forbids(image);
      if (forbidden.isPresent()) {
        throw Fault.of(HttpStatus.FORBIDDEN, forbidden.get());
      }
      return image;
    } catch (IllegalArgumentException e) {
      throw Fault.badRequest(IMAGE + ": " + e.getMessage());
    }
  }

  /** A commit that is cut short has to be one of those on this host. */
  private String release(Subject subject, Body body) {
    var digits = body.text(RELEASE).orElse("");
    if (!digits.matches("[0-9a-f]{7,40}")) {
      throw Fault.badRequest(RELEASE + ": expected a commit of 7 to 40 hexadecimal digits");
    }
    var commits = digits.length() == WHOLE ? List.of(digits) : commits(subject, digits);
    if (commits.size() != 1) {
      var found = commits.isEmpty() ? "no commit" : "more than one commit";
      throw Fault.badRequest(
          "%s: %s of %s on this host begins with %s: give all 40 digits"
              .formatted(RELEASE, found, subject.name(), digits));
    }
    return commits.get(0);
  }

  private List<String> commits(Subject subject, String digits) {
    try {
      return book().commits(subject, digits);
    } catch (HostException e) {
      throw Fault.of(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  void unpin(Context request) {
    var name = request.pathParam("name");
    var kind = Optional.ofNullable(request.queryParam("kind"));
    var pinned =
        book().orders().pins().keySet().stream()
            .map(Subject::parse)
            .filter(s -> s.name().equals(name) && kind.filter(k -> !is(s, k)).isEmpty())
            .toList();
    if (pinned.size() > 1) {
      throw Fault.of(
          HttpStatus.CONFLICT, name + " is a service and a site: add ?kind=container or release");
    }
    var subject =
        pinned.stream().findFirst().orElseThrow(() -> Fault.notFound(name + " is not pinned"));
    LOG.info("{} unpins {}", Gate.caller(request), subject);
    book().unpin(subject);
    Answers.json(request, Map.of("unpinned", subject.toString()));
  }

  private static boolean is(Subject subject, String kind) {
    return subject.kind().text().equals(kind);
  }
}
