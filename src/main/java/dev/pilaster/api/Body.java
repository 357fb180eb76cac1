package dev.pilaster.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The fields of a request's JSON object; no body at all counts as an empty one. */
final class Body {
  private static final int LARGEST = 64 * 1024;
  private static final int LONGEST_LINE = 500;
  private static final Duration FARTHEST = Duration.ofDays(90);

  private final JsonNode fields;

  private Body(JsonNode fields) {
    this.fields = fields;
  }

  /** Refuses what is too large, no JSON object, or has fields that are not known. */
  static Body read(Context request, Set<String> known) throws IOException {
    var bytes = request.bodyInputStream().readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw Fault.of(HttpStatus.CONTENT_TOO_LARGE, "the body is larger than " + LARGEST + " bytes");
    }
    var fields = parse(bytes);
    if (!fields.isObject() && !fields.isMissingNode()) {
      throw Fault.badRequest("the body is not a JSON object");
    }
    fields.fieldNames().forEachRemaining(name -> check(name, known));
    return new Body(fields);
  }

  private static JsonNode parse(byte[] bytes) throws IOException {
    try {
      return Json.read(bytes);
    } catch (JsonProcessingException e) {
      throw Fault.badRequest("the body is not JSON: " + e.getOriginalMessage());
    }
  }

  private static void check(String name, Set<String> known) {
    if (!known.contains(name)) {
      var names = known.stream().sorted().toList();
      throw Fault.badRequest("unknown field \"" + name + "\"; known are " + names);
    }
  }

  private Optional<JsonNode> get(String name) {
    return Optional.ofNullable(fields.get(name)).filter(n -> !n.isNull());
  }

  boolean has(String name) {
    return get(name).isPresent();
  }

  /** False when it is missing. */
  boolean flag(String name) {
    get(name).ifPresent(n -> must(n.isBoolean(), name, "true or false"));
    return get(name).map(JsonNode::booleanValue).orElse(false);
  }

  /** A whole number from 0 on; 0 when it is missing. */
  int number(String name, int most) {
    var wanted = "a whole number from 0 to " + most;
    get(name)
        .ifPresent(
            n ->
                must(
                    n.canConvertToInt()
                        && n.isIntegralNumber()
                        && n.intValue() >= 0
                        && n.intValue() <= most,
                    name,
                    wanted));
    return get(name).map(JsonNode::intValue).orElse(0);
  }

  Optional<String> text(String name) {
    get(name).ifPresent(n -> must(n.isTextual(), name, "a text"));
    return get(name).map(JsonNode::textValue);
  }

  /** Empty when it is missing. */
  List<String> texts(String name) {
    var texts = new ArrayList<String>();
    get(name)
        .ifPresent(
            list -> {
              must(list.isArray(), name, "a list of texts");
              list.forEach(n -> must(n.isTextual(), name, "a list of texts"));
              list.forEach(n -> texts.add(n.textValue()));
            });
    return texts;
  }

  /** One line of text; empty when it is missing or blank. */
  Optional<String> line(String name) {
    var line = text(name).filter(t -> !t.isBlank());
    line.ifPresent(
        l ->
            must(
                l.length() <= LONGEST_LINE && l.chars().noneMatch(Character::isISOControl),
                name,
                "one line of at most " + LONGEST_LINE));
    return line;
  }

  /** When something ends by itself: a time of RFC 3339 in UTC, to come, and not far away. */
  Optional<Instant> end(String name, Clock clock) {
    var end = text(name).map(t -> time(name, t));
    var now = clock.instant();
    if (end.filter(now::isAfter).isPresent()) {
      throw Fault.badRequest(name + ": is over");
    }
    if (end.filter(now.plus(FARTHEST)::isBefore).isPresent()) {
      throw Fault.badRequest(name + ": is more than " + FARTHEST.toDays() + " days away");
    }
    return end;
  }

  private static Instant time(String name, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw Fault.badRequest(name + ": expected a time like 2026-01-31T12:00:00Z");
    }
  }

  private static void must(boolean good, String name, String wanted) {
    if (!good) {
      throw Fault.badRequest(name + ": expected " + wanted);
    }
  }
}
