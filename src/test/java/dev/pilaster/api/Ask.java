package dev.pilaster.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A request to an API under test. */
final class Ask {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final HttpRequest.Builder request;

  private Ask(String url, String method, String body) {
    request = HttpRequest.newBuilder(URI.create(url)).method(method, BodyPublishers.ofString(body));
  }

  static Ask of(int port, String method, String path, String body) {
    return new Ask("http://127.0.0.1:" + port + path, method, body);
  }

  Ask as(String secret) {
    request.setHeader("Authorization", "Bearer " + secret);
    return this;
  }

  Ask header(String name, String value) {
    request.setHeader(name, value);
    return this;
  }

  Answer answer() {
    try {
      return new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  record Answer(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    String text() {
      return response.body();
    }

    JsonNode json() {
      try {
        return Json.read(text().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(text(), e);
      }
    }
  }
}
