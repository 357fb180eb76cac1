package dev.pilaster.host;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;

/** The front door of an engine of any API version: it refuses others as the real one does. */
final class FakeEngine implements AutoCloseable {
  final List<String> paths = Collections.synchronizedList(new ArrayList<>());
  private final HttpServer server;
  private volatile ApiVersion oldest;
  private volatile ApiVersion newest;

  FakeEngine(String oldest, String newest) throws IOException {
    this(oldest, newest, 0);
  }

  /** {@code port} 0: a free one. */
  FakeEngine(String oldest, String newest, int port) throws IOException {
    become(oldest, newest);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::answer);
    server.start();
  }

  /** Another version of the engine takes its place. */
  void become(String oldest, String newest) {
    this.oldest = ApiVersion.parse(oldest);
    this.newest = ApiVersion.parse(newest);
  }

  int port() {
    return server.getAddress().getPort();
  }

  String host() {
    return "tcp://127.0.0.1:" + port();
  }

  private void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    paths.add(path);
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().add("Api-Version", newest.toString());
    if (path.equals("/_ping")) {
      send(exchange, 200, "OK");
    } else if (path.equals("/version")) {
      var json = "{\"ApiVersion\": \"%s\", \"MinAPIVersion\": \"%s\"}";
      send(exchange, 200, json.formatted(newest, oldest));
    } else {
      versioned(exchange, ApiVersion.parse(path.substring(2, path.indexOf('/', 1))));
    }
  }

  private void versioned(HttpExchange exchange, ApiVersion spoken) throws IOException {
    var text = "{\"message\": \"client version %s is too %s. %s supported API version is %s\"}";
    if (spoken.compareTo(oldest) < 0) {
      send(exchange, 400, text.formatted(spoken, "old", "Minimum", oldest));
    } else if (spoken.compareTo(newest) > 0) {
      send(exchange, 400, text.formatted(spoken, "new", "Maximum", newest));
    } else {
      send(exchange, 200, "{\"spoken\": \"" + spoken + "\"}");
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
