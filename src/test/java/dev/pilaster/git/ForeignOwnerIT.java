package dev.pilaster.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Name;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories of another user on this machine; needs root, as the agent is. */
class ForeignOwnerIT {
  private static final int NOBODY = 65534;

  @TempDir Path temp;

  private TestRepo foreign() throws IOException {
    var origin = new TestRepo(temp.resolve("origin.git"));
    origin.file("a", "1").commit("main");
    try (var paths = Files.walk(origin.dir())) {
      for (var path : paths.toList()) {
        Files.setAttribute(path, "unix:uid", NOBODY);
      }
    }
    return origin;
  }

  @Test
  void theConfigRepositoryMayBelongToAnotherUser() throws IOException {
    var source = ConfigSource.of(foreign().url(), "main");
    try (var repo = new ConfigRepo(temp.resolve("state"), source, new Requests().wire())) {
      assertThat(repo.fetch().read("a")).contains("1");
    }
  }

  @Test
  void aSitesRepositoryMayBelongToAnotherUser() throws IOException {
    var source = Sources.of(foreign().url(), "main");
    var repos = new SiteRepos(temp.resolve("sites"), new Requests().wire());
    var acme = new Name("acme");
    var commit = repos.resolve(Map.of(acme, source)).get(acme).commit().orElseThrow();
    var into = Files.createDirectory(temp.resolve("into"));

    repos.export(Sources.release(source, commit), into);

    assertThat(into.resolve("a")).hasContent("1");
    assertThat(Files.getAttribute(into.resolve("a"), "unix:uid")).isNotEqualTo(NOBODY);
  }

  @Test
  void nothingIsWrittenIntoIt() throws IOException {
    var origin = foreign();
    var source = ConfigSource.of(origin.url(), "main");
    try (var repo = new ConfigRepo(temp.resolve("state"), source, new Requests().wire())) {
      repo.fetch();
    }
    try (var paths = Files.walk(origin.dir())) {
      for (var path : paths.toList()) {
        assertThat(Files.getAttribute(path, "unix:uid")).as(path.toString()).isEqualTo(NOBODY);
      }
    }
  }
}
