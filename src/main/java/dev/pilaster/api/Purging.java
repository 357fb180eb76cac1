package dev.pilaster.api;

import dev.pilaster.agent.Control;
import dev.pilaster.model.HostException;
import dev.pilaster.model.Name;
import dev.pilaster.model.Remains;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes that delete what a site left behind. */
final class Purging {
  private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);

  private final Control control;

  Purging(Control control) {
    this.control = control;
  }

  /**
   * What would go, or went.
   *
   * @param bytes of all of it
   */
  record View(String site, boolean purged, long bytes, List<Remains.Item> items) {
    static View of(Name site, boolean purged, List<Remains.Item> items) {
      var bytes = items.stream().mapToLong(Remains.Item::bytes).sum();
      return new View(site.value(), purged, bytes, items);
    }
  }

  /** {@code GET /api/v1/purge/{site}}. */
  void look(Context request) {
    var site = site(request);
    Answers.json(request, View.of(site, false, items(site, control.data().purges()::look)));
  }

  /** {@code POST /api/v1/purge/{site}} with the site's name once more. */
  void purge(Context request) throws IOException {
    var site = site(request);
    var body = Body.read(request, Set.of("confirm"));
    if (!body.text("confirm").orElse("").equals(site.value())) {
      throw Fault.badRequest("expected {\"confirm\": \"" + site + "\"}: this deletes data");
    }
    LOG.warn("{} purges {}", Gate.caller(request), site);
    Answers.json(request, View.of(site, true, items(site, control.data().purges()::purge)));
  }

  /** The site that a path names. */
  static Name site(Context request) {
    var name = request.pathParam("site");
    if (!Name.isValid(name)) {
      throw Fault.badRequest("not a site's name: " + name);
    }
    return new Name(name);
  }

  private static List<Remains.Item> items(Name site, Function<Name, List<Remains.Item>> ask) {
    try {
      var items = ask.apply(site);
      if (items.isEmpty()) {
        throw Fault.notFound("nothing is left of " + site);
      }
      return items;
    } catch (HostException e) {
      throw Fault.of(HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
    }
  }
}
