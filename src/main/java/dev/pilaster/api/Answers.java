package dev.pilaster.api;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How answers are written: JSON, and problem details for everything that is an error. */
final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);

  private Answers() {}

  static void json(Context request, HttpStatus status, Object view) {
    request.status(status).contentType("application/json").result(Json.write(view));
  }

  static void json(Context request, Object view) {
    json(request, HttpStatus.OK, view);
  }

  static void fault(Fault fault, Context request) {
    problem(request, fault.status(), fault.detail(), fault.headers());
  }

  /** What Javalin itself refuses: unknown routes and methods. */
  static void refused(HttpResponseException e, Context request) {
    var status = HttpStatus.forStatus(e.getStatus());
    if (status == HttpStatus.METHOD_NOT_ALLOWED) {
      var allowed = e.getDetails().getOrDefault("availableMethods", "").replace(" ", "");
      problem(request, status, "allowed are " + allowed, Map.of("Allow", allowed));
    } else if (status == HttpStatus.NOT_FOUND) {
      problem(request, status, "there is no such route", Map.of());
    } else {
      problem(request, status, status.getMessage(), Map.of());
    }
  }

  /** A bug of ours; what it was is for the log only. */
  static void bug(Exception e, Context request) {
    LOG.error("{} {} failed", request.method(), request.path(), e);
    var status = HttpStatus.INTERNAL_SERVER_ERROR;
    problem(request, status, "this is a fault of the agent; its log says more", Map.of());
  }

  private static void problem(
      Context request, HttpStatus status, String detail, Map<String, String> headers) {
    headers.forEach(request::header);
    request
        .status(status)
        .contentType(Fault.CONTENT_TYPE)
        .result(Json.write(Fault.Body.of(status, detail, request.path())));
  }
}
