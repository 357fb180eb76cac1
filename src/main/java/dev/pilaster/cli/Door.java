package dev.pilaster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilaster.api.Json;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The running agent's API. HttpURLConnection, because java.net.http takes 0.6 s to start. */
final class Door {
  private static final int CONNECT_MILLIS = 5_000;

  /** Longer than the agent waits for a fetch before it answers a sync. */
  private static final int READ_MILLIS = 120_000;

  private final URI base;
  private final Optional<String> token;

  Door(URI base, Optional<String> token) {
    this.base = base;
    this.token = token;
  }

  JsonNode get(String path) {
    return ask("GET", path, Optional.empty());
  }

  JsonNode post(String path, Map<String, ?> body) {
    return ask("POST", path, Optional.of(Json.write(body)));
  }

  JsonNode delete(String path) {
    return ask("DELETE", path, Optional.empty());
  }

  private JsonNode ask(String method, String path, Optional<byte[]> body) {
    try {
      var request = request(method, path);
      if (body.isPresent()) {
        request.setDoOutput(true);
        request.setRequestProperty("Content-Type", "application/json");
        request.getOutputStream().write(body.get());
      }
      return answer(request);
    } catch (IOException e) {
      throw Trouble.failed(
          "cannot reach the agent at %s: %s (does pilaster.service run?)"
              .formatted(base, Optional.ofNullable(e.getMessage()).orElse(e.toString())));
    }
  }

  private HttpURLConnection request(String method, String path) throws IOException {
    var request = (HttpURLConnection) base.resolve(path).toURL().openConnection();
    request.setRequestMethod(method);
    request.setConnectTimeout(CONNECT_MILLIS);
    request.setReadTimeout(READ_MILLIS);
    request.setInstanceFollowRedirects(false);
    token.ifPresent(t -> request.setRequestProperty("Authorization", "Bearer " + t));
    return request;
  }

  private JsonNode answer(HttpURLConnection request) throws IOException {
    var status = request.getResponseCode();
    var good = status >= 200 && status < 300;
    try (var stream = good ? request.getInputStream() : request.getErrorStream()) {
      var bytes = stream == null ? new byte[0] : stream.readAllBytes();
      if (good) {
        return Json.read(bytes);
      }
      throw refused(status, detail(bytes));
    }
  }

  private Trouble refused(int status, String detail) {
    if (status == HttpURLConnection.HTTP_UNAUTHORIZED) {
      return Trouble.failed(
          detail
              + "\nGive one with --token-file or PILASTER_TOKEN, or run this as root on the host;"
              + " `pilaster token new` makes one.");
    }
    return status == HttpURLConnection.HTTP_BAD_REQUEST
        ? Trouble.invalid(detail)
        : Trouble.failed(detail);
  }

  private String detail(byte[] bytes) {
    try {
      var detail = Json.read(bytes).path("detail").asText();
      return detail.isEmpty() ? base + " does not answer like an agent" : detail;
    } catch (IOException e) {
      return base + " does not answer like an agent";
    }
  }
}
