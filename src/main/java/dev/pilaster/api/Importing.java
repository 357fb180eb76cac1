package dev.pilaster.api;

import dev.pilaster.agent.Control;
import dev.pilaster.model.Fillings.Filling;
import dev.pilaster.model.HostException;
import dev.pilaster.model.Name;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes that fill a site once more from the files that the pillar names. */
final class Importing {
  private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);

  private final Control control;

  Importing(Control control) {
    this.control = control;
  }

  /** What would be filled, or will be by the next turns. */
  record View(String site, boolean asked, List<Item> items) {
    /**
     * One file.
     *
     * @param has what is there now; blank when it is empty
     */
    record Item(String kind, String name, String from, String into, String has) {
      static Item of(Filling filling) {
        var subject = filling.subject();
        return new Item(
            subject.kind().text(), subject.name(), filling.from(), filling.into(), filling.has());
      }
    }

    static View of(Name site, boolean asked, List<Filling> items) {
      return new View(site.value(), asked, items.stream().map(Item::of).toList());
    }
  }

  /** {@code GET /api/v1/import/{site}}. */
  void look(Context request) {
    var site = Purging.site(request);
    var items = items(site, () -> control.data().refills().look(site));
    Answers.json(request, View.of(site, false, items));
  }

  /** {@code POST /api/v1/import/{site}} with the site's name once more. */
  void ask(Context request) throws IOException {
    var site = Purging.site(request);
    var body = Body.read(request, Set.of("confirm", "replace"));
    if (!body.text("confirm").orElse("").equals(site.value())) {
      throw Fault.badRequest("expected {\"confirm\": \"" + site + "\"}: this writes data");
    }
    var replace = body.flag("replace");
    var by = Gate.caller(request);
    var items = items(site, () -> control.data().refills().ask(site, replace, by));
    LOG.warn("{} imports {} again, replace: {}", by, site, replace);
    Answers.json(request, HttpStatus.ACCEPTED, View.of(site, true, items));
  }

  private static List<Filling> items(Name site, Supplier<Optional<List<Filling>>> ask) {
    try {
      return ask.get().orElseThrow(() -> Fault.notFound("no site " + site + " is placed here"));
    } catch (HostException e) {
      throw Fault.of(HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
    }
  }
}
