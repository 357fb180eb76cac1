package dev.pilaster.preview;

import dev.pilaster.model.Action;
import dev.pilaster.model.Commit;
import dev.pilaster.model.Name;
import dev.pilaster.model.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
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
   * @param before names of the servers of the base
   * @param after names of the servers of the head
   * @param now by which windows and certificates are judged
   */
  public static Preview of(
      Snapshot base, Snapshot head, Collection<Name> before, Collection<Name> after, Instant now) {
    SortedSet<Name> all = new TreeSet<>(before);
    all.addAll(after);
    var comparison = new Comparison(new Reads(base), new Reads(head), now);
    var servers =
        all.stream()
            .map(s -> comparison.of(s, before.contains(s), after.contains(s)))
            .filter(ServerPreview::counts)
            .toList();
    return new Preview(base.commit(), head.commit(), all.size(), servers, moves(servers));
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
