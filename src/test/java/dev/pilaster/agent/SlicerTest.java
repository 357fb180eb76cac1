package dev.pilaster.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.Commit;
import dev.pilaster.model.Name;
import dev.pilaster.model.Policy;
import dev.pilaster.model.Snapshot;
import dev.pilaster.pillar.Secrets;
import dev.pilaster.sim.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("outer")
final class SlicerTest {
  @TempDir Path dir;

  @Test
  void aCommitIsReadOnce() {
    var slicer = new Slicer(new Name("web1"), Policy.open(), dir.resolve("age.key"));
    var first = slicer.slice(snapshot('a'));
    assertThat(first.problems()).isEmpty();
    assertThat(slicer.slice(snapshot('a'))).isSameAs(first);
    assertThat(slicer.slice(snapshot('b'))).isNotSameAs(first);
  }

  @Test
  void aSliceWithAProblemIsReadAgain() {
    var slicer = new Slicer(new Name("web1"), Policy.open(), dir.resolve("age.key"));
    var first = slicer.slice(snapshot('a', "schema: nonsense\n"));
    assertThat(first.problems()).isNotEmpty();
    assertThat(slicer.slice(snapshot('a', "schema: nonsense\n"))).isNotSameAs(first);
  }

  private static Snapshot snapshot(char id) {
    return snapshot(id, Fixtures.SERVER);
  }

  private static Snapshot snapshot(char id, String server) {
    var files = new TreeMap<>(Fixtures.SITES);
    files.put("servers/web1.yaml", server);
    var hash = String.valueOf(id).repeat(40);
    return Snapshot.of(new Commit("main", hash, "a", "b", Instant.EPOCH), Map.copyOf(files));
  }

  @Test
  void aSecretOfTheHostThatChangesIsReadAgain() throws IOException, Secrets.Failure {
    var file = Files.writeString(dir.resolve("db.yaml"), "root: one\n");
    var vault = opened(file);
    assertThat(vault.isFresh()).isTrue();
    var time = Files.getLastModifiedTime(file);
    Files.writeString(file, "root: two\n");
    Files.setLastModifiedTime(file, FileTime.from(time.toInstant()));
    assertThat(vault.isFresh()).isFalse();
    var again = opened(file);
    Files.delete(file);
    assertThat(again.isFresh()).isFalse();
  }

  @Test
  void aSecretThatChangesBetweenTwoReferencesIsReadAgain() throws IOException, Secrets.Failure {
    var file = Files.writeString(dir.resolve("db.yaml"), "root: one\n");
    var vault = opened(file);
    Files.writeString(file, "root: other\n");
    vault.hostFile(file.toString(), "root");
    assertThat(vault.isFresh()).as("the first reference has the former text").isFalse();
  }

  private Vault opened(Path file) throws Secrets.Failure {
    var vault = new Vault(dir.resolve("age.key"));
    vault.hostFile(file.toString(), "root");
    return vault;
  }

  @Test
  void aSecretThatComesIsReadAgain() throws IOException {
    var file = dir.resolve("db.yaml");
    var vault = new Vault(dir.resolve("age.key"));
    assertThatThrownBy(() -> vault.hostFile(file.toString(), "root"))
        .hasMessageContaining("there is no file");
    assertThat(vault.isFresh()).isTrue();
    Files.writeString(file, "root: one\n");
    assertThat(vault.isFresh()).isFalse();
  }
}
