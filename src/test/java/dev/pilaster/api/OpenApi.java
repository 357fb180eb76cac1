package dev.pilaster.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** The published document, and whether an answer is what it promises. */
final class OpenApi {
  static final OpenApi PUBLISHED = new OpenApi();

  private final JsonNode document;

  private OpenApi() {
    try (var file = HttpApi.class.getResourceAsStream("openapi.json")) {
      document = Json.read(file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode document() {
    return document;
  }

  /** Every operation as {@code GET /path}. */
  Set<String> routes() {
    var routes = new TreeSet<String>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            routes.add(
                                method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
    return routes;
  }

  private JsonNode operation(String route) {
    var parts = route.split(" ", 2);
    var operation =
        document.get("paths").path(parts[1]).path(parts[0].toLowerCase(java.util.Locale.ROOT));
    if (operation.isMissingNode()) {
      throw new AssertionError(route + " is not in the document");
    }
    return operation;
  }

  /** The role that a route wants; empty for none. */
  String role(String route) {
    return operation(route).path("x-role").asText();
  }

  /** Every status that a route may answer with. */
  Set<String> statuses(String route) {
    var statuses = new TreeSet<String>();
    operation(route).get("responses").fieldNames().forEachRemaining(statuses::add);
    return statuses;
  }

  /** What is wrong with an answer: nothing, when it is as published. */
  List<String> faults(String route, Ask.Answer answer) {
    var status = String.valueOf(answer.status());
    var response = resolve(operation(route).get("responses").path(status));
    if (response.isMissingNode()) {
      return List.of(status + " is not in the document: " + answer.text());
    }
    var faults = new ArrayList<String>();
    response
        .path("headers")
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (answer.header(name).isEmpty()) {
                faults.add("no header " + name);
              }
            });
    var content = response.path("content");
    var type = answer.header("Content-Type").replaceFirst(";.*", "");
    if (content.isEmpty()) {
      return answer.text().isEmpty() ? faults : List.of("a body where none is promised");
    }
    if (!content.has(type)) {
      return List.of(type + " is not in the document");
    }
    if (type.endsWith("json")) {
      check(answer.json(), content.get(type).get("schema"), "", faults);
    }
    return faults;
  }

  /** What a reference names. */
  JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").textValue().substring(1)) : node;
  }

  /** The part of JSON Schema 2020-12 that the document uses; a field must be in it to be shown. */
  private void check(JsonNode value, JsonNode schemaOrRef, String at, List<String> faults) {
    var schema = resolve(schemaOrRef);
    if (schema.has("anyOf")) {
      anyOf(value, schema.get("anyOf"), at, faults);
      return;
    }
    if (schema.has("const") && !schema.get("const").equals(value)) {
      faults.add(at + ": is not " + schema.get("const"));
    }
    if (schema.has("enum") && elements(schema.get("enum")).noneMatch(value::equals)) {
      faults.add(at + ": " + value + " is none of " + schema.get("enum"));
    }
    if (schema.has("type") && !isOf(value, schema.get("type"))) {
      faults.add(at + ": " + value + " is not " + schema.get("type"));
    }
    if (schema.has("pattern")
        && value.isTextual()
        && !value.textValue().matches(schema.get("pattern").textValue())) {
      faults.add(at + ": " + value + " is not like " + schema.get("pattern"));
    }
    if (value.isTextual() && schema.path("format").asText().equals("date-time")) {
      java.time.Instant.parse(value.textValue());
    }
    if (value.isArray() && schema.has("items")) {
      for (var i = 0; i < value.size(); i++) {
        check(value.get(i), schema.get("items"), at + "/" + i, faults);
      }
    }
    if (value.isObject() && schema.has("properties")) {
      properties(value, schema, at, faults);
    }
  }

  private void anyOf(JsonNode value, JsonNode choices, String at, List<String> faults) {
    var each = new ArrayList<List<String>>();
    for (var choice : choices) {
      var found = new ArrayList<String>();
      check(value, choice, at, found);
      each.add(found);
    }
    if (each.stream().noneMatch(List::isEmpty)) {
      each.forEach(faults::addAll);
    }
  }

  private void properties(JsonNode value, JsonNode schema, String at, List<String> faults) {
    for (var name : schema.path("required")) {
      if (!value.has(name.textValue())) {
        faults.add(at + ": " + name + " is missing");
      }
    }
    value
        .properties()
        .forEach(
            field -> {
              var known = schema.get("properties").get(field.getKey());
              if (known == null) {
                faults.add(at + "/" + field.getKey() + " is not in the document");
              } else {
                check(field.getValue(), known, at + "/" + field.getKey(), faults);
              }
            });
  }

  private static boolean isOf(JsonNode value, JsonNode type) {
    return type.isArray()
        ? elements(type).anyMatch(t -> isOf(value, t))
        : switch (type.textValue()) {
          case "string" -> value.isTextual();
          case "integer" -> value.isIntegralNumber();
          case "number" -> value.isNumber();
          case "boolean" -> value.isBoolean();
          case "array" -> value.isArray();
          case "object" -> value.isObject();
          case "null" -> value.isNull();
          default -> throw new AssertionError("no such type: " + type);
        };
  }

  private static java.util.stream.Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
