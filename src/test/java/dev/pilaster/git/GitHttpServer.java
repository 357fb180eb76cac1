package dev.pilaster.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** git's own http-backend(1) behind a small server on loopback, with Basic authentication. */
final class GitHttpServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Path root;
  private final Optional<String> login;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();

  /**
   * @param root the directory of the repositories
   * @param login {@code user:password}, empty to let everybody in
   */
  GitHttpServer(Path root, Optional<String> login) throws IOException {
    this.root = root;
    this.login = login;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  String url(String repository) {
    return "http://localhost:" + server.getAddress().getPort() + "/" + repository;
  }

  /** What was asked since the last call, such as {@code GET info/refs 200}. */
  List<String> take() {
    var taken = List.copyOf(requests);
    requests.clear();
    return taken;
  }

  /** What happens to the next requests, one by one. */
  void next(Fault... next) {
    faults.addAll(List.of(next));
  }

  /** What happens to a request: nothing, half an answer, 503, no answer at all. */
  enum Fault {
    PASS,
    HALF,
    UNAVAILABLE,
    BREAK
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var fault = Optional.ofNullable(faults.poll()).orElse(Fault.PASS);
      if (fault == Fault.BREAK) {
        log(exchange, 0);
      } else if (fault == Fault.UNAVAILABLE) {
        answer(exchange, 503, new byte[0]);
      } else if (!mayEnter(exchange)) {
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
        answer(exchange, 401, new byte[0]);
      } else {
        backend(exchange, fault);
      }
    }
  }

  private boolean mayEnter(HttpExchange exchange) {
    var want = login.map(l -> "Basic " + Base64.getEncoder().encodeToString(l.getBytes(UTF_8)));
    var given = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
    return want.isEmpty() || want.equals(given);
  }

  private void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    log(exchange, status);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private void log(HttpExchange exchange, int status) {
    var what = exchange.getRequestURI().getPath().replaceFirst("^/[^/]*/", "");
    requests.add(exchange.getRequestMethod() + " " + what + " " + status);
  }

  /** RFC 3875. */
  private void backend(HttpExchange exchange, Fault fault) throws IOException {
    var process = new ProcessBuilder("git", "http-backend").redirectErrorStream(false);
    process.redirectError(ProcessBuilder.Redirect.DISCARD);
    var env = process.environment();
    env.put("GIT_PROJECT_ROOT", root.toString());
    env.put("GIT_HTTP_EXPORT_ALL", "1");
    env.put("HOME", root.toString());
    env.put("REQUEST_METHOD", exchange.getRequestMethod());
    env.put("PATH_INFO", exchange.getRequestURI().getPath());
    env.put("REMOTE_ADDR", "127.0.0.1");
    var query = Optional.ofNullable(exchange.getRequestURI().getQuery());
    env.put("QUERY_STRING", query.orElse(""));
    header(exchange, "Content-Type").ifPresent(v -> env.put("CONTENT_TYPE", v));
    header(exchange, "Content-Encoding").ifPresent(v -> env.put("HTTP_CONTENT_ENCODING", v));
    header(exchange, "Git-Protocol").ifPresent(v -> env.put("GIT_PROTOCOL", v));
    var body = exchange.getRequestBody().readAllBytes();
    env.put("CONTENT_LENGTH", String.valueOf(body.length));
    var running = process.start();
    try (var in = running.getOutputStream()) {
      in.write(body);
    }
    try (var out = running.getInputStream()) {
      relay(exchange, out, fault);
    }
  }

  private static Optional<String> header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  private void relay(HttpExchange exchange, InputStream out, Fault fault) throws IOException {
    var status = 200;
    for (var line = line(out); !line.isEmpty(); line = line(out)) {
      var colon = line.indexOf(':');
      var value = line.substring(colon + 1).strip();
      if (line.substring(0, colon).equals("Status")) {
        status = Integer.parseInt(value.substring(0, 3));
      } else {
        exchange.getResponseHeaders().add(line.substring(0, colon), value);
      }
    }
    var body = out.readAllBytes();
    var length = fault == Fault.HALF ? body.length / 2 : body.length;
    answer(exchange, status, Arrays.copyOf(body, length));
  }

  private static String line(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (var b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      bytes.write(b);
    }
    return bytes.toString(ISO_8859_1).strip();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
