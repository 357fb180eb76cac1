package dev.pilaster.api;

import io.javalin.http.HttpStatus;
import java.util.Map;

/** A request that is answered with an error: problem details of RFC 9457. */
final class Fault extends RuntimeException {
  static final String CONTENT_TYPE = "application/problem+json";

  private final transient HttpStatus status;
  private final transient Map<String, String> headers;

  private Fault(HttpStatus status, String detail, Map<String, String> headers) {
    super(detail, null, false, false);
    this.status = status;
    this.headers = Map.copyOf(headers);
  }

  static Fault of(HttpStatus status, String detail) {
    return new Fault(status, detail, Map.of());
  }

  static Fault badRequest(String detail) {
    return of(HttpStatus.BAD_REQUEST, detail);
  }

  static Fault notFound(String detail) {
    return of(HttpStatus.NOT_FOUND, detail);
  }

  Fault with(String header, String value) {
    return new Fault(status, detail(), Map.of(header, value));
  }

  HttpStatus status() {
    return status;
  }

  String detail() {
    return String.valueOf(getMessage());
  }

  Map<String, String> headers() {
    return headers;
  }

  /**
   * The answer's body.
   *
   * @param title the status in words
   * @param instance the path that was asked
   */
  record Body(String type, String title, int status, String detail, String instance) {
    static Body of(HttpStatus status, String detail, String instance) {
      return new Body("about:blank", status.getMessage(), status.getCode(), detail, instance);
    }
  }
}
