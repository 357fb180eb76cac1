package dev.pilaster.api;

import dev.pilaster.agent.Progress;
import dev.pilaster.agent.StandIns;
import dev.pilaster.model.Pulled;
import dev.pilaster.model.Subject;
import dev.pilaster.sim.Fixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ways to get the answers that the published document names. */
final class OpenApiCases {
  private static final String PIN =
      "{\"name\": \"%s\", \"image\": \"registry.example.com/php:%s\", \"reason\": \"x\"}";
  private static final String COMMIT =
      "{\"name\": \"docs\", \"release\": \"%s\", \"reason\": \"x\"}";
  private static final String ONE = "{\"kind\": \"container\", \"name\": \"%s\"}";

  private OpenApiCases() {}

  /**
   * A way to get an answer.
   *
   * @param route as the document writes it
   * @param path what is asked
   */
  record Case(String route, int status, String path, String body, Consumer<StubControl> given) {
    @Override
    public String toString() {
      return route + " " + status + " " + path;
    }
  }

  private static Case of(String route, int status, String path, String body) {
    return new Case(route, status, path, body, control -> {});
  }

  static Case of(String route, int status, Consumer<StubControl> given) {
    return new Case(route, status, route.replaceFirst("^\\S+ ", ""), "", given);
  }

  private static Case plain(String route) {
    return of(route, 200, control -> {});
  }

  /** Those with an answer of their own; what is the same everywhere is not among them. */
  static List<Case> all() {
    return Stream.of(looks(), details(), acts(), orders())
        .flatMap(List::stream)
        .collect(Collectors.toList());
  }

  private static List<Case> looks() {
    return List.of(
        plain("GET /healthz"),
        plain("GET /readyz"),
        of("GET /readyz", 503, c -> c.status = Samples.unborn()),
        plain("GET /metrics"),
        plain("GET /openapi.json"),
        plain("GET /"),
        of("GET /api/v1/status", 200, OpenApiCases::pulling),
        of("GET /api/v1/status", 200, c -> c.status = Samples.unborn()),
        plain("GET /api/v1/plan"),
        plain("GET /api/v1/history"),
        of("GET /api/v1/history", 200, "/api/v1/history?limit=1", ""),
        of("GET /api/v1/history", 400, "/api/v1/history?limit=0", ""),
        of("GET /api/v1/history", 400, "/api/v1/history?before=last", ""),
        plain("GET /api/v1/quarantine"),
        plain("GET /api/v1/pins"),
        of("GET /api/v1/approvals", 200, c -> c.plan = Samples.waiting()));
  }

  private static void pulling(StubControl control) {
    var pull = Optional.of(new Pulled(5, 2, 10, 100));
    control.progress =
        List.of(new Progress(Subject.parse("container/php82"), "pull", Samples.NOW, pull));
  }

  private static List<Case> details() {
    var cases = new ArrayList<Case>();
    for (var route : List.of("/api/v1/operations/", "/api/v1/history/")) {
      cases.add(of("GET " + route + "{id}", 200, route + "7", ""));
      cases.add(of("GET " + route + "{id}", 400, route + "seven", ""));
      cases.add(of("GET " + route + "{id}", 404, route + "70", ""));
    }
    cases.add(of("GET /api/v1/sites", 200, OpenApiCases::placed));
    cases.add(
        new Case("GET /api/v1/sites/{name}", 200, "/api/v1/sites/acme", "", OpenApiCases::placed));
    cases.add(of("GET /api/v1/sites/{name}", 404, "/api/v1/sites/nothing", ""));
    var logs = "GET /api/v1/containers/{name}/logs";
    cases.add(of(logs, 200, "/api/v1/containers/php82/logs", ""));
    cases.add(of(logs, 400, "/api/v1/containers/php82/logs?tail=0", ""));
    cases.add(of(logs, 404, "/api/v1/containers/php84/logs", ""));
    cases.add(new Case(logs, 503, "/api/v1/containers/php82/logs", "", c -> c.away = true));
    return cases;
  }

  private static void placed(StubControl control) {
    var files = new TreeMap<>(Fixtures.SITES);
    files.put("servers/web1.yaml", Fixtures.SERVER);
    control.live().stood(control.status, Fixtures.slice(files).desired());
  }

  private static List<Case> acts() {
    return List.of(
        of("POST /api/v1/sync", 200, "/api/v1/sync", "{\"wait\": 5}"),
        of("POST /api/v1/sync", 202, "/api/v1/sync", ""),
        of("POST /api/v1/sync", 400, "/api/v1/sync", "{\"dry\": true}"),
        of(
            "POST /api/v1/sync",
            503,
            c ->
                c.sync =
                    (request, wait) -> {
                      throw new IllegalStateException("no turn began");
                    }),
        of("POST /api/v1/stand-in", 200, "/api/v1/stand-in", checkout()),
        of("POST /api/v1/stand-in", 400, "/api/v1/stand-in", "{\"directory\": \"here\"}"),
        of("POST /api/v1/sync", 202, "/api/v1/sync", "{\"only\": [\"container/php82\"]}"),
        of("POST /api/v1/sync", 200, "/api/v1/sync", "{\"wait\": 60, \"dryRun\": true}"),
        of("DELETE /api/v1/operation", 202, c -> c.terminating = Optional.of(Samples.running())),
        of("DELETE /api/v1/operation", 409, c -> {}),
        of(
            "DELETE /api/v1/quarantine/{kind}/{name}",
            200,
            "/api/v1/quarantine/container/php82",
            ""),
        of(
            "DELETE /api/v1/quarantine/{kind}/{name}",
            404,
            "/api/v1/quarantine/container/php84",
            ""));
  }

  private static String checkout() {
    try {
      var root = StandIns.checkout(Files.createTempDirectory("checkout"));
      return "{\"directory\": \"" + root + "\"}";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Case> orders() {
    var cases = new ArrayList<Case>();
    for (var verb : List.of("suspend", "resume")) {
      var path = "/api/v1/" + verb;
      cases.add(of("POST " + path, 200, path, ""));
      cases.add(new Case("POST " + path, 200, path, ONE.formatted("php82"), OpenApiCases::held));
      cases.add(of("POST " + path, 400, path, "{\"kind\": \"container\"}"));
      cases.add(of("POST " + path, 404, path, ONE.formatted("php84")));
    }
    var pins = "POST /api/v1/pins";
    cases.add(of(pins, 200, "/api/v1/pins", PIN.formatted("php82", "8.1")));
    cases.add(of(pins, 200, "/api/v1/pins", COMMIT.formatted("0123456")));
    cases.add(of(pins, 400, "/api/v1/pins", "{}"));
    cases.add(of(pins, 404, "/api/v1/pins", PIN.formatted("php99", "8.1")));
    cases.add(of(pins, 409, "/api/v1/pins", PIN.formatted("php82", "8.2")));
    cases.add(of(pins, 503, "/api/v1/pins", COMMIT.formatted("dead000")));
    var unpin = "DELETE /api/v1/pins/{name}";
    cases.add(new Case(unpin, 200, "/api/v1/pins/php82", "", c -> pinned(c, "container/php82")));
    cases.add(of(unpin, 404, "/api/v1/pins/php82", ""));
    cases.add(
        new Case(
            unpin, 409, "/api/v1/pins/docs", "", c -> pinned(c, "container/docs", "release/docs")));
    var approve = "POST /api/v1/approvals/{id}";
    Consumer<StubControl> waiting = c -> c.plan = Samples.waiting();
    cases.add(new Case(approve, 200, "/api/v1/approvals/1a2b3c4d", "", waiting));
    cases.add(new Case(approve, 200, "/api/v1/approvals/1a2b3c4d", "{}", waiting));
    cases.add(new Case(approve, 400, "/api/v1/approvals/1a2b3c4d", "[]", waiting));
    cases.add(of(approve, 404, "/api/v1/approvals/1a2b3c4d", ""));
    var purge = "/api/v1/purge/";
    for (var method : List.of("GET ", "POST ")) {
      for (var answer : Map.of("gone", 200, "busy", 409, "nobody", 404, "-x", 400).entrySet()) {
        var site = answer.getKey();
        var body = method.equals("POST ") ? "{\"confirm\": \"" + site + "\"}" : "";
        cases.add(of(method + purge + "{site}", answer.getValue(), purge + site, body));
      }
    }
    var again = "/api/v1/import/";
    for (var answer : Map.of("acme", 200, "docs", 409, "nobody", 404, "-x", 400).entrySet()) {
      var site = answer.getKey();
      cases.add(of("GET " + again + "{site}", answer.getValue(), again + site, ""));
    }
    for (var answer : Map.of("beta", 202, "docs", 409, "nobody", 404, "-x", 400).entrySet()) {
      var body = "{\"confirm\": \"" + answer.getKey() + "\"}";
      var path = again + answer.getKey();
      cases.add(of("POST " + again + "{site}", answer.getValue(), path, body));
    }
    return cases;
  }

  private static void held(StubControl control) {
    var php82 = Subject.parse("container/php82");
    control.orders().hold(php82, "a move", "root", Optional.empty());
  }

  private static void pinned(StubControl control, String... subjects) {
    for (var subject : subjects) {
      control.orders().pin(Subject.parse(subject), "wanted", "x", "root", Optional.empty());
    }
  }
}
