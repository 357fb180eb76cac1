package dev.pilaster.api;

import dev.pilaster.agent.Control;
import dev.pilaster.model.HostException;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;

/** The routes that look at one thing closely: a site, and what a container says. */
final class Detail {
  private static final int LINES = 100;
  private static final int MOST = 2000;

  private final Control control;

  Detail(Control control) {
    this.control = control;
  }

  void sites(Context request) {
    Answers.json(request, sites());
  }

  private SitesView sites() {
    return SitesView.of(control.live().desired(), control.status());
  }

  void site(Context request) {
    var name = request.pathParam("name");
    Answers.json(
        request,
        sites().sites().stream()
            .filter(s -> s.name().equals(name))
            .findFirst()
            .orElseThrow(() -> Fault.notFound("there is no site " + name + " here")));
  }

  /**
   * The end of a container's log.
   *
   * @param container the generation that wrote it
   * @param lines oldest first
   */
  record Log(String name, String container, List<String> lines) {}

  /** Of the active generation. */
  void logs(Context request) {
    var service = request.pathParam("name");
    var tail = Numbers.query(request, "tail").orElse((long) LINES);
    if (tail < 1 || tail > MOST) {
      throw Fault.badRequest("tail: expected a whole number from 1 to " + MOST);
    }
    var container = service + "-g" + generation(service);
    try {
      var text = control.live().logs(container, tail.intValue());
      Answers.json(request, new Log(service, container, text.lines().toList()));
    } catch (HostException e) {
      throw Fault.of(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  private int generation(String service) {
    return control.status().resources().stream()
        .map(standing -> standing.resource())
        .filter(r -> r.subject().toString().equals("container/" + service))
        .findFirst()
        .orElseThrow(() -> Fault.notFound("there is no container/" + service + " here"))
        .generation()
        .filter(g -> g > 0)
        .orElseThrow(() -> Fault.notFound("no generation of " + service + " runs"));
  }
}
