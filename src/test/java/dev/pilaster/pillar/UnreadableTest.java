package dev.pilaster.pillar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.Commit;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Name;
import dev.pilaster.model.Slice;
import dev.pilaster.model.Snapshot;
import dev.pilaster.sim.Fixtures;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Files that git has and that cannot be read as text. */
final class UnreadableTest {
  @Test
  void aSiteFileThatIsNoTextHoldsThatSiteAlone() {
    var slice = slice("sites/acme.yaml", Kind.INVALID);
    assertThat(slice.broken()).containsExactly(new Name("acme"));
    assertThat(slice.desired()).isPresent();
    assertThat(slice.problems()).extracting("message").containsExactly("is a link");
  }

  @Test
  void aDefaultsFileThatIsNoTextStopsTheSlice() {
    assertThat(slice("defaults/site.yaml", Kind.INVALID).desired()).isEmpty();
  }

  @Test
  void aMirrorThatCannotBeReadIsNoProblemOfThePillar() {
    assertThatThrownBy(() -> slice("sites/acme.yaml", Kind.TRANSIENT))
        .isInstanceOf(HostException.class);
  }

  private static Slice slice(String unreadable, Kind kind) {
    var files = new TreeMap<>(Fixtures.SITES);
    files.put("servers/web1.yaml", Fixtures.SERVER);
    var commit = new Commit("main", "0".repeat(40), "somebody", "a change", Instant.EPOCH);
    var whole = Snapshot.of(commit, files);
    return Fixtures.slice(
        new Snapshot() {
          @Override
          public Commit commit() {
            return commit;
          }

          @Override
          public Optional<String> read(String path) {
            if (path.equals(unreadable)) {
              throw new HostException(kind, "is a link");
            }
            return whole.read(path);
          }
        });
  }
}
