package dev.pilaster.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.HostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("outer")
class RevisionsTest {
  @TempDir private Path dir;
  private TestRepo repo;
  private Path clone;
  private String first;
  private String second;

  /** A clone with a work tree, whose files are nobody's business. */
  @BeforeEach
  void commits() throws Exception {
    clone = Files.createDirectories(dir.resolve("clone"));
    repo = new TestRepo(clone.resolve(".git"));
    first = repo.file("a.yaml", "1").file("in/servers/web1.yaml", "w").commit("main");
    second = repo.file("a.yaml", "2").file("in/servers/web2.yaml", "w").commit("main");
    repo.tag("v1", first);
    repo.annotatedTag("v2", second);
    repo.branch("origin/main", second);
    var config = clone.resolve(".git/config");
    Files.writeString(config, Files.readString(config).replace("bare = true", "bare = false"));
    Files.createDirectories(clone.resolve("in/servers"));
    Files.writeString(clone.resolve("a.yaml"), "not committed");
  }

  private String at(String name) {
    try (var revisions = Revisions.of(clone)) {
      return revisions.at(name).commit().id();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"main", "refs/heads/main", "v2", "origin/main", "main~0"})
  void aRevisionIsWhatGitCallsSo(String name) {
    assertThat(at(name)).isEqualTo(second);
  }

  @Test
  void anOlderOneAsWell() {
    assertThat(at("main~1")).isEqualTo(first).isEqualTo(at("v1")).isEqualTo(at("main^"));
    assertThat(at(first)).isEqualTo(first);
    assertThat(at(first.substring(0, 10))).isEqualTo(first);
  }

  @Test
  void theWorkTreeIsNotLookedAt() {
    try (var revisions = Revisions.of(clone)) {
      assertThat(revisions.at("main").read("a.yaml")).contains("2");
      assertThat(revisions.at("main~1").read("a.yaml")).contains("1");
    }
  }

  @Test
  void aDirectoryOfACloneIsThePillarsRoot() {
    try (var revisions = Revisions.of(clone.resolve("in"))) {
      var main = revisions.at("main");
      assertThat(main.ids()).containsOnlyKeys("servers/web1.yaml", "servers/web2.yaml");
      assertThat(main.read("servers/web1.yaml")).contains("w");
      assertThat(main.read("a.yaml")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nothing", "main~7", "0000000000000000000000000000000000000000", "", "@{"})
  void anotherOneIsInvalid(String name) {
    assertThatThrownBy(() -> at(name))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("there is no revision \"" + name + "\" in this clone");
  }

  @Test
  void aDirectoryInNoRepositoryIsInvalid() {
    assertThatThrownBy(() -> Revisions.of(dir).close())
        .isInstanceOf(HostException.class)
        .hasMessageEndingWith("is in no git repository");
  }
}
