package dev.pilaster.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A request to the engine, without its API version.
 *
 * @param what for messages: "start container php82-g3"
 * @param path with its query, encoded
 * @param body JSON, missing for none
 * @param deadline for the whole call, answer's body included
 */
record Call(
    String what,
    String method,
    String path,
    JsonNode body,
    SortedMap<String, String> headers,
    Duration deadline) {
  private static final Duration USUAL = Duration.ofSeconds(20);

  Call {
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
  }

  static Call get(String what, String path) {
    return new Call(what, "GET", path, MissingNode.getInstance(), new TreeMap<>(), USUAL);
  }

  static Call post(String what, String path) {
    return new Call(what, "POST", path, MissingNode.getInstance(), new TreeMap<>(), USUAL);
  }

  static Call delete(String what, String path) {
    return new Call(what, "DELETE", path, MissingNode.getInstance(), new TreeMap<>(), USUAL);
  }

  Call with(JsonNode json) {
    return new Call(what, method, path, json, headers, deadline);
  }

  Call header(String name, String value) {
    var more = new TreeMap<>(headers);
    more.put(name, value);
    return new Call(what, method, path, body, more, deadline);
  }

  Call within(Duration time) {
    return new Call(what, method, path, body, headers, time);
  }

  /** A text as one part of a path or of a query. */
  static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
