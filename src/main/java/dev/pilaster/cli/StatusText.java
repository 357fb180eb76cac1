package dev.pilaster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A status as a person reads it. */
final class StatusText {
  /** Where the texts beside the names begin. */
  private static final int COLUMN = 13;

  private final JsonNode status;
  private final Console console;
  private final Paint paint;

  StatusText(JsonNode status, Console console) {
    this.status = status;
    this.console = console;
    this.paint = new Paint(console.colour());
  }

  void print() {
    console.say(
        "%s: %s, %s"
            .formatted(text("server"), paint.word(text("sync")), paint.word(text("health"))));
    revisions();
    source();
    if (status.path("suspended").asBoolean()) {
      line("suspended", text("suspended_reason"));
    }
    operation();
    if (!status.path("resources").isEmpty()) {
      console.say("");
      resources().lines(console).forEach(console::say);
    }
    section("Pinned", OrdersText.pins(status.path("pins"), console));
    section("Suspended", OrdersText.held(status.path("held"), console));
    section(
        "Waiting for `pilaster approve ID`",
        OrdersText.approvals(status.path("approvals"), console));
    section("Drift", drift(status));
    section("Messages", messages());
    section("Problems", problems());
  }

  private void revisions() {
    var revision = status.path("revision");
    line("desired", shortened(revision.path("desired")));
    if (!revision.path("attempted").equals(revision.path("desired"))) {
      line("attempted", shortened(revision.path("attempted")));
    }
    line("applied", shortened(revision.path("applied")));
  }

  private void source() {
    var source = status.path("source");
    var read = Times.since(source.path("polled_at"), console.clock());
    var when = read.equals("-") ? "never read" : "read " + read + " ago";
    var error = source.path("error");
    line("git", error.isTextual() ? when + "; now: " + error.textValue() : when);
    if (status.path("turned_at").isTextual() && !status.path("engine").asBoolean()) {
      line("engine", "does not answer");
    }
  }

  private void operation() {
    var operation = status.path("operation");
    if (operation.isObject()) {
      var finished = operation.path("finished_at");
      var when =
          finished.isTextual()
              ? Times.since(finished, console.clock()) + " ago"
              : "for " + Times.since(operation.path("started_at"), console.clock());
      line(
          "operation",
          "%s %s %s (%s)"
              .formatted(
                  operation.path("id").asText(),
                  paint.word(operation.path("phase").asText()),
                  when,
                  operation.path("trigger").asText()));
      if (!operation.path("message").asText().isEmpty()) {
        line("", operation.path("message").asText());
      }
    }
  }

  private Table resources() {
    var table = new Table("KIND", "NAME", "SYNC", "HEALTH", "SINCE", "RUNS");
    for (var resource : status.path("resources")) {
      var generation = resource.path("generation");
      table.row(
          resource.path("kind").asText(),
          resource.path("name").asText(),
          resource.path("sync").asText(),
          resource.path("health").asText(),
          Times.since(resource.path("since"), console.clock()),
          (generation.isNumber() ? "g" + generation.asText() + " " : "")
              + resource.path("image").asText("")
              + version(resource));
    }
    return table;
  }

  private static String version(JsonNode resource) {
    var version = resource.path("version");
    return version.isTextual() ? " (" + version.textValue() + ")" : "";
  }

  /** One line a field. */
  static List<String> drift(JsonNode status) {
    var lines = new ArrayList<String>();
    for (var resource : status.path("resources")) {
      for (var field : resource.path("drift")) {
        lines.add(
            "%s/%s %s: %s → %s"
                .formatted(
                    resource.path("kind").asText(),
                    resource.path("name").asText(),
                    field.path("field").asText(),
                    field.path("actual").asText(),
                    field.path("desired").asText()));
      }
    }
    return lines;
  }

  private List<String> messages() {
    var lines = new ArrayList<String>();
    for (var resource : status.path("resources")) {
      var message = resource.path("message").asText();
      if (!message.isEmpty() && !message.matches("(pinned to|suspended )[^;]*")) {
        lines.add(
            resource.path("kind").asText() + "/" + resource.path("name").asText() + ": " + message);
      }
    }
    return lines;
  }

  private List<String> problems() {
    var lines = new ArrayList<String>();
    for (var problem : status.path("problems")) {
      var line = problem.path("line").asInt();
      var path = problem.path("path").asText();
      lines.add(
          problem.path("file").asText()
              + (line > 0 ? ":" + line : "")
              + ": "
              + (path.isEmpty() ? "" : path + ": ")
              + problem.path("message").asText());
    }
    return lines;
  }

  private void section(String title, List<String> lines) {
    if (!lines.isEmpty()) {
      console.say("\n" + title);
      lines.stream()
          .flatMap(line -> Wrapped.lines(line, console).stream())
          .forEach(line -> console.say("  " + line));
    }
  }

  private String text(String field) {
    return status.path(field).asText();
  }

  private void line(String name, String text) {
    var line = "  %-10s %s".formatted(name, text);
    Wrapped.lines(line, " ".repeat(COLUMN), console).forEach(console::say);
  }

  /** {@code main@sha1:<12 hex>}. */
  static String shortened(JsonNode revision) {
    return revision.isTextual()
        ? revision.textValue().replaceFirst("(@sha1:[0-9a-f]{12})[0-9a-f]+$", "$1")
        : "none";
  }
}
