package dev.pilaster.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The agent's REST API, as a script uses it. */
final class AgentApi {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;
  private final String token;

  AgentApi(String url, String token) {
    this.url = url;
    this.token = token;
  }

  /** The same API with another token. */
  AgentApi as(String otherToken) {
    return new AgentApi(url, otherToken);
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET().build());
  }

  /** The lines of an answer that does not end. */
  Stream<String> lines(String path) {
    try {
      var request = request(path).GET().build();
      return client.send(request, BodyHandlers.ofLines()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  HttpResponse<String> post(String path, String body) {
    return send(request(path).POST(BodyPublishers.ofString(body, UTF_8)).build());
  }

  HttpResponse<String> post(String path, String body, String header, String value) {
    return send(
        request(path).header(header, value).POST(BodyPublishers.ofString(body, UTF_8)).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(request.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as("%s: %s", answer.uri(), answer.body()).isEqualTo(200);
    return parse(answer.body());
  }

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  JsonNode status() {
    return json(get("/api/v1/status"));
  }

  JsonNode plan() {
    return json(get("/api/v1/plan"));
  }

  JsonNode quarantine() {
    return json(get("/api/v1/quarantine")).path("quarantine");
  }

  /** Newest first. */
  Stream<JsonNode> history(int limit) {
    return each(json(get("/api/v1/history?limit=" + limit)).path("operations"));
  }

  /** Asks for a sync and waits for its end; the finished operation. */
  JsonNode sync() {
    var operation = json(post("/api/v1/sync", "{\"wait\": 180}"));
    assertThat(operation.path("finished_at").isTextual()).as("%s", operation).isTrue();
    return operation;
  }

  /** One resource of the status. */
  Optional<JsonNode> resource(String kind, String name) {
    return find(status().path("resources"), kind, name);
  }

  /** The member of a list of resources or changes that is about one subject. */
  static Optional<JsonNode> find(JsonNode list, String kind, String name) {
    return each(list)
        .filter(n -> n.path("kind").asText().equals(kind) && n.path("name").asText().equals(name))
        .findFirst();
  }

  static Stream<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
