package dev.pilaster.host;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okForContentType;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** An engine of another year, that knows one container, one image and one network. */
final class EngineStub implements AutoCloseable {
  /** One for all tests: it takes long to start. */
  private static final WireMockServer SERVER =
      new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

  static {
    SERVER.start();
  }

  /**
   * Engines, and what they speak. The first is Debian 12's, the second the first one that refused
   * what that speaks; the third is one that has dropped all that its version history announces
   * (moby, api/docs/CHANGELOG.md, 1.45 to 1.56).
   */
  enum Year {
    V20_10("20.10", "1.12", "1.41", "1.41"),
    V29_0("29.0", "1.44", "1.52", "1.44"),
    LATER("later", "1.52", "1.56", "1.52");

    final String directory;
    final String oldest;
    final String newest;

    /** What we have to speak with it. */
    final String spoken;

    Year(String directory, String oldest, String newest, String spoken) {
      this.directory = directory;
      this.oldest = oldest;
      this.newest = newest;
      this.spoken = spoken;
    }

    /** One of its answers. */
    String text(String file) throws IOException {
      var path = "engines/" + directory + "/" + file;
      try (var stream = Year.class.getResourceAsStream(path)) {
        return new String(
            Objects.requireNonNull(stream, path).readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  private final Year year;

  EngineStub(Year year) throws IOException {
    this.year = year;
    SERVER.resetAll();
    front();
    knows("/containers/json", okJson("[{\"Id\": \"43fd\"}]"));
    knows("/containers/43fd/json", okJson(year.text("container.json")));
    knows("/images/json", okJson(year.text("images.json")));
    knows("/networks/x-net", okJson(year.text("network.json")));
    knows("/info", okJson(year.text("info.json")));
    knows("/events", okForContentType("application/json", year.text("event.json")));
    pulls("1", "pull.jsonl");
    pulls("2", "refused.jsonl");
    makes();
  }

  /** The version is in every answer's head; other versions are refused. */
  private void front() {
    var text = "{\"message\": \"client version is too old. Minimum supported API version is %s\"}";
    var refusal = jsonResponse(text.formatted(year.oldest), 400);
    SERVER.stubFor(any(anyUrl()).atPriority(9).willReturn(refusal));
    var missing = jsonResponse("{\"message\": \"No such object\"}", 404);
    SERVER.stubFor(any(urlPathMatching(path("/.*"))).atPriority(8).willReturn(missing));
    var ping = WireMock.ok("OK").withHeader("Api-Version", year.newest);
    SERVER.stubFor(get("/_ping").willReturn(ping));
    var version = "{\"Version\": \"x\", \"ApiVersion\": \"%s\", \"MinAPIVersion\": \"%s\"}";
    SERVER.stubFor(get("/version").willReturn(okJson(version.formatted(year.newest, year.oldest))));
  }

  private String path(String rest) {
    return "/v" + year.spoken + rest;
  }

  private void knows(String path, ResponseDefinitionBuilder answer) {
    SERVER.stubFor(get(urlPathEqualTo(path(path))).willReturn(answer));
  }

  private void pulls(String tag, String file) throws IOException {
    var asked =
        post(urlPathEqualTo(path("/images/create"))).withQueryParam("tag", WireMock.equalTo(tag));
    SERVER.stubFor(asked.willReturn(okForContentType("application/json", year.text(file))));
  }

  /** Before it is made, it is not there. */
  private void makes() throws IOException {
    var made = "made";
    var id = jsonResponse("{\"Id\": \"43fd\", \"Warnings\": []}", 201);
    SERVER.stubFor(
        inScenario(post(urlPathEqualTo(path("/containers/create"))), Scenario.STARTED)
            .willSetStateTo(made)
            .willReturn(id));
    SERVER.stubFor(
        inScenario(get(path("/containers/x-web-g1/json")), made)
            .willReturn(okJson(year.text("container.json"))));
  }

  private static com.github.tomakehurst.wiremock.client.ScenarioMappingBuilder inScenario(
      MappingBuilder stub, String state) {
    return stub.inScenario("make").whenScenarioStateIs(state);
  }

  String host() {
    return "tcp://127.0.0.1:" + SERVER.port();
  }

  /** The body of the one create call, as it was sent. */
  String asked() {
    var sent = WireMock.postRequestedFor(urlPathEqualTo(path("/containers/create")));
    return SERVER.findAll(sent).get(0).getBodyAsString();
  }

  @Override
  public void close() {
    SERVER.resetAll();
  }
}
