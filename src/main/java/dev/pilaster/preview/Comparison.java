package dev.pilaster.preview;

import dev.pilaster.model.Desired;
import dev.pilaster.model.Fileset;
import dev.pilaster.model.Name;
import dev.pilaster.model.Problem;
import dev.pilaster.model.Slice;
import dev.pilaster.plan.Goal;
import dev.pilaster.plan.Imagined;
import dev.pilaster.preview.ServerPreview.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One server after the other at two commits. */
final class Comparison {
  private static final String GONE =
      "its file is gone: its agent changes nothing, and complains; what runs there goes on";
  private static final String UNKNOWN =
      "its files were wrong at the base, so its host stands as they were when they were right:"
          + " `pilaster plan` on it says what changes";

  private final Side base;
  private final Side head;
  private final Reads before;
  private final Reads after;
  private final Instant now;

  Comparison(Side base, Side head, Instant now) {
    this.base = base;
    this.head = head;
    this.before = new Reads(base.snapshot());
    this.after = new Reads(head.snapshot());
    this.now = now;
  }

  /** What happens to a server. */
  ServerPreview of(Name server) {
    if (!head.servers().contains(server)) {
      return ServerPreview.of(server, State.GONE, GONE);
    }
    var known = base.servers().contains(server);
    var old = known ? Optional.of(Pillar.slice(before, server)) : Optional.<Slice>empty();
    if (known && before.asked().stream().allMatch(path -> base.same(head, path))) {
      return ServerPreview.of(server, State.SAME, "");
    }
    var young = Pillar.slice(after, server);
    try {
      return compared(server, old, young);
    } catch (IllegalStateException e) {
      return invalid(server, List.of(problem(server, String.valueOf(e.getMessage()))));
    }
  }

  private static Problem problem(Name server, String message) {
    return new Problem("servers/" + server + ".yaml", 0, "", message, Optional.empty());
  }

  private static ServerPreview invalid(Name server, List<Problem> problems) {
    return new ServerPreview(server, State.INVALID, problems, List.of(), List.of(), List.of());
  }

  private ServerPreview compared(Name server, Optional<Slice> old, Slice young) {
    if (young.desired().isEmpty()) {
      return invalid(server, young.problems());
    }
    if (old.isPresent() && old.get().desired().isEmpty()) {
      var unknown = ServerPreview.of(server, State.UNKNOWN, UNKNOWN);
      return young.problems().isEmpty() ? unknown : invalid(server, young.problems());
    }
    var was = old.flatMap(Slice::desired);
    var state = was.isPresent() ? State.CHANGED : State.NEW;
    var goal = Pillar.goal(young, kept(young, was));
    return worked(server, young.problems().isEmpty() ? state : State.INVALID, old, goal, young);
  }

  /** A site whose files are wrong stays as it was. */
  private static Desired kept(Slice young, Optional<Desired> was) {
    var desired = young.desired().orElseThrow();
    var sites = new TreeMap<>(desired.sites());
    for (var broken : young.broken()) {
      was.map(w -> w.sites().get(broken)).ifPresent(s -> sites.put(broken, s));
    }
    return new Desired(desired.server(), desired.services(), sites);
  }

  private ServerPreview worked(
      Name server, State state, Optional<Slice> old, Goal goal, Slice young) {
    var untouched = Pillar.untouched(now);
    var was = old.flatMap(s -> s.desired().map(d -> Pillar.goal(s, d)));
    var world = was.map(w -> Imagined.of(w, untouched)).orElse(untouched);
    var effects = new Effects(was, goal, world);
    var files =
        was.isPresent()
            ? FileChange.between(texts(world), texts(Imagined.of(goal, world)))
            : List.<FileChange>of();
    return new ServerPreview(
        server, state, young.problems(), effects.all(), effects.notes(), files);
  }

  private static SortedMap<String, String> texts(Imagined host) {
    var texts = new TreeMap<String, String>();
    for (var file : host.texts().entrySet()) {
      Fileset.Text text = file.getValue();
      texts.put(file.getKey(), text.text());
    }
    return texts;
  }
}
