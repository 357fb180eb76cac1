package dev.pilaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published document says what the server does: every route, every status, every answer. */
@Tag("outer")
class OpenApiTest {
  private static final OpenApi API = OpenApi.PUBLISHED;
  private static final String HOOK = "POST /api/webhook/{sender}";
  private ApiUnderTest api;

  @BeforeEach
  void start() {
    api = new ApiUnderTest();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @ParameterizedTest
  @MethodSource("dev.pilaster.api.OpenApiCases#all")
  void theAnswerIsAsPublished(OpenApiCases.Case one) {
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
  static List<OpenApiCases.Case> refusals() {
    var cases = new ArrayList<OpenApiCases.Case>();
    for (var route : API.routes()) {
      if (route.equals(HOOK)) {
        continue;
      }
      API.statuses(route).stream()
          .map(Integer::parseInt)
          .filter(status -> List.of(304, 401, 403, 413, 429).contains(status))
          .forEach(status -> cases.add(OpenApiCases.of(route, status, c -> {})));
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aRefusalIsAsPublished(OpenApiCases.Case one) {
    var answer = one.route().equals("GET /metrics") ? closedMetrics() : refused(one);
    assertThat(answer.status()).as(answer.text()).isEqualTo(one.status());
    assertThat(API.faults(one.route(), answer)).isEmpty();
  }

  private static Ask.Answer closedMetrics() {
    try (var closed = new ApiUnderTest(false)) {
      return closed.ask("GET", "/metrics", "").answer();
    }
  }

  private Ask.Answer refused(OpenApiCases.Case one) {
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
    Stream.concat(OpenApiCases.all().stream(), refusals().stream())
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
