package dev.pilaster.api;

import dev.pilaster.agent.Control;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HttpResponseException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The agent's HTTP door: REST and metrics, as CONTRACT names them. */
public final class HttpApi implements AutoCloseable {
  /** The files of the dashboard beside its page. */
  private static final List<String> DASHBOARD =
      List.of(
          "dashboard.css",
          "icon.svg",
          "main.js",
          "agent.js",
          "element.js",
          "words.js",
          "overview.js",
          "resources.js",
          "operation.js",
          "orders.js");

  private static final int THREADS = 12;
  private static final int THREADS_KEPT = 4;
  private static final int THREAD_IDLE_MILLIS = 30_000;

  private final Javalin server;
  private final EventStream events;

  private HttpApi(Javalin server, EventStream events) {
    this.server = server;
    this.events = events;
  }

  /**
   * Where and for whom.
   *
   * @param port 0 for any that is free
   * @param metricsPublic whether {@code /metrics} needs no token
   * @param webhookSecret a file with what webhooks are signed with; empty to take none
   */
  public record Settings(
      String host, int port, boolean metricsPublic, Optional<Path> webhookSecret) {}

  /** Listens from now on. */
  public static HttpApi start(
      Settings settings, Tokens tokens, Control control, Metrics metrics, Clock clock) {
    metrics.show(control, clock);
    var gate = new Gate(tokens);
    var journal = new Journal(clock.instant(), control.status());
    control.live().follow(journal::note);
    var events = new EventStream(control, journal, gate);
    var server =
        Javalin.create(
            config -> {
              serve(config, settings);
              var routes = config.routes;
              routes.beforeMatched(gate::pass);
              routes(routes, control, clock);
              routes.get("/api/v1/events", events::listen, Role.READ);
              dashboard(routes);
              metrics(routes, metrics, settings);
              var webhook = new Webhook(control, metrics::unsigned, settings.webhookSecret());
              routes.post("/api/webhook/{sender}", webhook::take);
              errors(routes);
            });
    return new HttpApi(server.start(), events);
  }

  private static void serve(JavalinConfig config, Settings settings) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.jetty.host = settings.host();
    config.jetty.port = settings.port();
    var threads = new QueuedThreadPool(THREADS, THREADS_KEPT, THREAD_IDLE_MILLIS);
    threads.setName("api");
    threads.setReservedThreads(0);
    config.jetty.threadPool = threads;
    config.jetty.modifyServer(HttpApi::tune);
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
  }

  private static void tune(Server server) {
    server.setStopTimeout(0);
    server.setErrorHandler(new PlainErrors());
  }

  private static void routes(RoutesConfig routes, Control control, Clock clock) {
    var look = new Look(control);
    routes.get("/healthz", look::alive);
    routes.get("/readyz", look::ready);
    routes.get("/api/v1/status", look::status, Role.READ);
    routes.get("/api/v1/plan", look::plan, Role.READ);
    routes.get("/api/v1/operations/{id}", look::operation, Role.READ);
    routes.get("/api/v1/history", look::history, Role.READ);
    routes.get("/api/v1/history/{id}", look::operation, Role.READ);
    routes.get("/api/v1/quarantine", look::quarantine, Role.READ);
    var act = new Act(control);
    routes.post("/api/v1/sync", act::sync, Role.SYNC);
    routes.delete("/api/v1/quarantine/{kind}/<name>", act::clear, Role.SYNC);
    routes.delete("/api/v1/operation", act::terminate, Role.SYNC);
    var detail = new Detail(control);
    routes.get("/api/v1/sites", detail::sites, Role.READ);
    routes.get("/api/v1/sites/{name}", detail::site, Role.READ);
    routes.get("/api/v1/containers/{name}/logs", detail::logs, Role.READ);
    orders(routes, control, clock);
  }

  private static void dashboard(RoutesConfig routes) {
    Page.serve(routes, "/openapi.json", "openapi.json");
    Page.serve(routes, "/", "dashboard/index.html");
    DASHBOARD.forEach(file -> Page.serve(routes, "/" + file, "dashboard/" + file));
  }

  private static void orders(RoutesConfig routes, Control control, Clock clock) {
    var suspending = new Suspending(control, clock);
    routes.post("/api/v1/suspend", suspending::suspend, Role.SYNC);
    routes.post("/api/v1/resume", suspending::resume, Role.SYNC);
    var pins = new Pins(control, clock);
    routes.get("/api/v1/pins", pins::list, Role.READ);
    routes.post("/api/v1/pins", pins::pin, Role.ADMIN);
    routes.delete("/api/v1/pins/{name}", pins::unpin, Role.ADMIN);
    var purging = new Purging(control);
    routes.get("/api/v1/purge/{site}", purging::look, Role.ADMIN);
    routes.post("/api/v1/purge/{site}", purging::purge, Role.ADMIN);
    var importing = new Importing(control);
    routes.get("/api/v1/import/{site}", importing::look, Role.ADMIN);
    routes.post("/api/v1/import/{site}", importing::ask, Role.ADMIN);
    routes.post("/api/v1/stand-in", new StandingIn(control)::take, Role.ADMIN);
    var approvals = new Approvals(control);
    routes.get("/api/v1/approvals", approvals::list, Role.READ);
    routes.post("/api/v1/approvals/{id}", approvals::approve, Role.ADMIN);
  }

  private static void metrics(RoutesConfig routes, Metrics metrics, Settings settings) {
    if (settings.metricsPublic()) {
      routes.get("/metrics", metrics::serve);
    } else {
      routes.get("/metrics", metrics::serve, Role.READ);
    }
  }

  private static void errors(RoutesConfig routes) {
    routes.after(
        r -> {
          r.header("X-Content-Type-Options", "nosniff");
          if (!r.res().containsHeader("Cache-Control")) {
            r.header("Cache-Control", "no-store");
          }
        });
    routes.exception(Fault.class, Answers::fault);
    routes.exception(HttpResponseException.class, Answers::refused);
    routes.exception(EofException.class, (e, gone) -> {});
    routes.exception(Exception.class, Answers::bug);
  }

  /** Every route as {@code METHOD /path}. */
  List<String> routes() {
    return server.unsafe.internalRouter.allHttpHandlers().stream()
        .map(h -> h.endpoint)
        .filter(e -> e.method.isHttpMethod())
        .map(e -> e.method + " " + e.path)
        .toList();
  }

  public int port() {
    return server.port();
  }

  /** Answers nobody any more. */
  @Override
  public void close() {
    events.close();
    server.stop();
  }
}
