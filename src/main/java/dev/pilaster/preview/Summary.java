package dev.pilaster.preview;

import static dev.pilaster.preview.Effect.SITE;

import dev.pilaster.model.Action;
import dev.pilaster.preview.ServerPreview.State;
import java.util.ArrayList;
import java.util.List;

/** The first lines, which most people read alone. Nothing of the pillar is in them. */
final class Summary {
  private static final String CONTAINER = "container";

  private final Preview preview;

  Summary(Preview preview) {
    this.preview = preview;
  }

  /** One sentence. */
  String headline() {
    var changed = preview.servers().stream().filter(ServerPreview::changes).count();
    return changed == 0
        ? "Nothing changes on " + count(preview.known(), "server") + "."
        : "%d of %s %s."
            .formatted(
                changed, count(preview.known(), "server"), changed == 1 ? "changes" : "change");
  }

  static String count(long n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }

  /** What is done, the worst first. */
  List<String> points() {
    var points = new ArrayList<String>();
    var moves = preview.moves().size();
    add(points, states(State.INVALID), "server", "invalid, and stays as it is");
    add(points, states(State.GONE), "server", "not described any more");
    add(points, states(State.UNKNOWN), "server", "unknown: its files were wrong before");
    add(points, all(CONTAINER, Action.REPLACE_STOP_FIRST), CONTAINER, "replaced with a gap");
    add(points, all(CONTAINER, Action.REMOVE), CONTAINER, "removed; data stays");
    add(points, all(SITE, Action.REMOVE) - moves, SITE, "removed; data stays until it is purged");
    add(points, moves, SITE, "moved to another server; data does not move by itself");
    add(points, all(CONTAINER, Action.REPLACE), CONTAINER, "replaced without a gap");
    add(points, all(CONTAINER, Action.CREATE), CONTAINER, "new");
    add(points, all(SITE, Action.CREATE) - moves, SITE, "new");
    add(points, all("release", Action.REPLACE), "site", "given other code or settings");
    add(points, databases(), "database", "changed");
    add(points, filesAlone(), "server", "given other files, and nothing else");
    add(points, waiting(), "change", "held back for now");
    return points;
  }

  private static void add(List<String> into, long n, String noun, String what) {
    if (n > 0) {
      into.add(count(n, noun) + (n == 1 ? " is " : " are ") + what);
    }
  }

  private long states(State state) {
    return preview.servers().stream().filter(s -> s.state() == state).count();
  }

  private long all(String kind, Action action) {
    return preview.servers().stream().mapToLong(s -> s.count(kind, action)).sum();
  }

  private long databases() {
    return preview.servers().stream()
        .flatMap(s -> s.effects().stream())
        .filter(e -> e.kind().equals("database"))
        .count();
  }

  private long filesAlone() {
    return preview.servers().stream()
        .filter(s -> s.effects().isEmpty() && !s.files().isEmpty())
        .count();
  }

  private long waiting() {
    return preview.servers().stream()
        .flatMap(s -> s.effects().stream())
        .filter(e -> e.waits().isPresent())
        .count();
  }

  /** A site that moves takes nothing along. */
  static String move(Preview.Move move) {
    return "%s: %s → %s".formatted(move.site(), names(move.from()), names(move.to()));
  }

  private static String names(List<dev.pilaster.model.Name> servers) {
    return String.join(", ", servers.stream().map(dev.pilaster.model.Name::value).toList());
  }
}
