package dev.pilaster.preview;

import dev.pilaster.model.Action;
import dev.pilaster.model.Commit;
import dev.pilaster.model.Name;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the way from one commit to another would do to all hosts.
 *
 * @param known how many servers either commit has
 * @param servers those of which there is something to say, in order
 */
public record Preview(
    Commit base, Commit head, int known, List<ServerPreview> servers, List<Move> moves) {
  public Preview {
    servers = List.copyOf(servers);
    moves = List.copyOf(moves);
  }

  /** A site that is served elsewhere from now on. */
  public record Move(String site, List<Name> from, List<Name> to) {
    public Move {
      from = List.copyOf(from);
      to = List.copyOf(to);
    }
  }

  /**
   * Compares.
   *
   * @param now by which windows and certificates are judged
   */
  public static Preview of(Side base, Side head, Instant now) {
    var all = new TreeSet<>(base.servers());
    all.addAll(head.servers());
    var comparison = new Comparison(base, head, now);
    var servers =
        Touched.of(base, head).stream().map(comparison::of).filter(ServerPreview::counts).toList();
    return new Preview(
        base.snapshot().commit(), head.snapshot().commit(), all.size(), servers, moves(servers));
  }

  private static List<Move> moves(List<ServerPreview> servers) {
    var from = sites(servers, Action.REMOVE);
    var to = sites(servers, Action.CREATE);
    var moves = new ArrayList<Move>();
    from.forEach(
        (site, old) -> {
          if (to.containsKey(site)) {
            moves.add(new Move(site, old, to.getOrDefault(site, List.of())));
          }
        });
    return moves;
  }

  private static TreeMap<String, List<Name>> sites(List<ServerPreview> servers, Action action) {
    var sites = new TreeMap<String, List<Name>>();
    for (var server : servers) {
      server.effects().stream()
          .filter(e -> e.is(Effect.SITE, action))
          .forEach(
              e -> sites.computeIfAbsent(e.name(), k -> new ArrayList<>()).add(server.server()));
    }
    return sites;
  }

  /** Whether every server's files are right at the head. */
  public boolean valid() {
    return servers.stream().allMatch(s -> s.problems().isEmpty());
  }
}
