package dev.pilaster.api;

import io.javalin.http.Context;
import java.util.Optional;

/** Whole numbers of a request. */
final class Numbers {
  private Numbers() {}

  /** Of the query; empty when it is not given. */
  static Optional<Long> query(Context request, String name) {
    return Optional.ofNullable(request.queryParam(name)).map(text -> parse(name, text));
  }

  /** Of the path. */
  static long path(Context request, String name) {
    return parse(name, request.pathParam(name));
  }

  private static long parse(String name, String text) {
    if (!text.matches("\\d{1,18}")) {
      throw Fault.badRequest(name + ": expected a whole number");
    }
    return Long.parseLong(text);
  }
}
