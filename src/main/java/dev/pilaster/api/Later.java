package dev.pilaster.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.HandlerType;

/** The routes that CONTRACT promises and that nothing stands behind yet: each one says so. */
final class Later {
  private Later() {}

  static void routes(RoutesConfig routes) {
    add(routes, HandlerType.DELETE, "/api/v1/operation", "terminating an operation", Role.SYNC);
    add(routes, HandlerType.GET, "/api/v1/events", "a stream of events", Role.READ);
    add(routes, HandlerType.GET, "/api/v1/sites", "a view by site", Role.READ);
    add(routes, HandlerType.GET, "/api/v1/sites/{name}", "a view by site", Role.READ);
    var logs = "/api/v1/containers/{name}/logs";
    add(routes, HandlerType.GET, logs, "reading a container's log", Role.READ);
    routes.get("/openapi.json", r -> refuse("the OpenAPI document"));
    routes.get("/", r -> refuse("the dashboard"));
  }

  private static void add(
      RoutesConfig routes, HandlerType method, String path, String what, Role role) {
    routes.addHttpHandler(method, path, r -> refuse(what), role);
  }

  private static void refuse(String what) {
    throw Fault.notYet(what);
  }
}
