package dev.pilaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.agent.Progress;
import dev.pilaster.model.Pulled;
import dev.pilaster.model.Subject;
import dev.pilaster.sim.Fixtures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published document says what the server does: every route, every status, every answer. */
class OpenApiTest {
  private static final OpenApi API = OpenApi.PUBLISHED;
  private static final String HOOK = "POST /api/webhook/{sender}";
  private static final String PIN =
      "{\"name\": \"%s\", \"image\": \"registry.example.com/php:%s\", \"reason\": \"x\"}";
  private static final String COMMIT =
      "{\"name\": \"docs\", \"release\": \"%s\", \"reason\": \"x\"}";
  private static final String ONE = "{\"kind\": \"container\", \"name\": \"%s\"}";

  private ApiUnderTest api;

  @BeforeEach
  void start() {
    api = new ApiUnderTest();
  }

  @AfterEach
  void stop() {
    api.close();
  }

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

  private static Case of(String route, int status, Consumer<StubControl> given) {
    return new Case(route, status, route.replaceFirst("^\\S+ ", ""), "", given);
  }

  private static Case plain(String route) {
    return of(route, 200, control -> {});
  }

  static List<Case> cases() {
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
        of("GET /api/v1/status", 200, OpenApiTest::pulling),
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
    cases.add(of("GET /api/v1/sites", 200, OpenApiTest::placed));
    cases.add(
        new Case("GET /api/v1/sites/{name}", 200, "/api/v1/sites/acme", "", OpenApiTest::placed));
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

  private static List<Case> orders() {
    var cases = new ArrayList<Case>();
    for (var verb : List.of("suspend", "resume")) {
      var path = "/api/v1/" + verb;
      cases.add(of("POST " + path, 200, path, ""));
      cases.add(new Case("POST " + path, 200, path, ONE.formatted("php82"), OpenApiTest::held));
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

  @ParameterizedTest
  @MethodSource("cases")
  void theAnswerIsAsPublished(Case one) {
    one.given().accept(api.control);
    var method = method(one.route());
    var answer = api.ask(method, one.path(), one.body()).as(ApiUnderTest.ADMIN).answer();
    assertThat(answer.status()).as(answer.text()).isEqualTo(one.status());
    assertThat(API.faults(one.route(), answer)).isEmpty();
  }

  private static String method(String route) {
    return route.substring(0, route.indexOf(' '));
  }

  /** What is the same everywhere is provoked everywhere. */
  static List<Case> refusals() {
    var cases = new ArrayList<Case>();
    for (var route : API.routes()) {
      if (route.equals(HOOK)) {
        continue;
      }
      API.statuses(route).stream()
          .map(Integer::parseInt)
          .filter(status -> List.of(304, 401, 403, 413, 429).contains(status))
          .forEach(status -> cases.add(of(route, status, c -> {})));
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aRefusalIsAsPublished(Case one) {
    var answer = one.route().equals("GET /metrics") ? closedMetrics() : refused(one);
    assertThat(answer.status()).as(answer.text()).isEqualTo(one.status());
    assertThat(API.faults(one.route(), answer)).isEmpty();
  }

  private static Ask.Answer closedMetrics() {
    try (var closed = new ApiUnderTest(false)) {
      return closed.ask("GET", "/metrics", "").answer();
    }
  }

  private Ask.Answer refused(Case one) {
    var method = method(one.route());
    var path = one.path().replaceAll("\\{\\w+}", "x");
    var weaker = API.role(one.route()).equals("admin") ? ApiUnderTest.SYNC : ApiUnderTest.READ;
    return switch (one.status()) {
      case 304 -> {
        var tag = api.ask("GET", path, "").answer().header("ETag");
        yield api.ask("GET", path, "").header("If-None-Match", tag).answer();
      }
      case 401 -> api.ask(method, path, "").answer();
      case 403 -> api.ask(method, path, "").as(weaker).answer();
      case 413 -> api.ask(method, path, " ".repeat(70_000)).as(ApiUnderTest.ADMIN).answer();
      default ->
          path.endsWith("events")
              ? Crowd.listening(api, Crowd::oneMoreListener)
              : Crowd.syncing(api, () -> api.post(path, ""));
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 202, 400, 401, 404, 413, 429})
  void aWebhooksAnswerIsAsPublished(int status, @TempDir Path dir) throws IOException {
    var answer = Hooks.answer(dir, status);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(API.faults(HOOK, answer)).isEmpty();
    assertThat(API.statuses(HOOK)).hasSize(7);
  }

  @Test
  void everyRouteIsInTheDocument() {
    var served =
        api.routes().stream()
            .map(r -> r.replaceAll("<(\\w+)>", "{$1}"))
            .filter(r -> !r.matches("GET /[a-z]+\\.(js|css|svg)"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(API.routes()).isEqualTo(served);
  }

  @Test
  void everyStatusHasACase() {
    var published = new TreeMap<String, TreeSet<String>>();
    API.routes().forEach(r -> published.put(r, new TreeSet<>(API.statuses(r))));
    published.get("GET /api/v1/events").remove("200");
    published.remove(HOOK);
    var covered = new TreeMap<String, TreeSet<String>>();
    Stream.concat(cases().stream(), refusals().stream())
        .forEach(
            c ->
                covered
                    .computeIfAbsent(c.route(), r -> new TreeSet<>())
                    .add(String.valueOf(c.status())));
    assertThat(covered).isEqualTo(published);
  }

  @Test
  void everyRoleIsTheOneThatTheRouteWants() {
    var secrets = Map.of("read", ApiUnderTest.READ, "sync", ApiUnderTest.SYNC, "admin", "");
    for (var route : API.routes()) {
      var role = API.role(route);
      if (role.equals("sync") || role.equals("admin")) {
        var method = method(route);
        var path = route.substring(method.length() + 1).replaceAll("\\{\\w+}", "x");
        var weaker = secrets.get(role.equals("admin") ? "sync" : "read");
        assertThat(api.ask(method, path, "").as(weaker).answer().status()).as(route).isEqualTo(403);
      }
    }
  }
}
