package dev.pilaster.agent;

import dev.pilaster.model.Name;
import dev.pilaster.model.Policy;
import dev.pilaster.model.Slice;
import dev.pilaster.model.Snapshot;
import dev.pilaster.pillar.Pillars;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Computes a host's slice, and again only when there is another commit, a file of the host that it
 * read has changed, or it had a problem, which may have been of the host's. For one thread.
 */
final class Slicer {
  private final Name server;
  private final Policy policy;
  private final Path ageKeyFile;
  private Optional<Known> last = Optional.empty();

  Slicer(Name server, Policy policy, Path ageKeyFile) {
    this.server = server;
    this.policy = policy;
    this.ageKeyFile = ageKeyFile;
  }

  private record Known(Slice slice, Vault vault) {
    boolean holds() {
      return slice.problems().isEmpty() && vault.isFresh();
    }
  }

  Slice slice(Snapshot snapshot) {
    var known =
        last.filter(k -> k.slice.commit().equals(snapshot.commit()) && k.holds())
            .orElseGet(() -> read(snapshot));
    last = Optional.of(known);
    return known.slice;
  }

  private Known read(Snapshot snapshot) {
    var vault = new Vault(ageKeyFile);
    return new Known(Pillars.slice(snapshot, server, policy, vault), vault);
  }
}
