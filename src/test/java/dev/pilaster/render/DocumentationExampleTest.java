package dev.pilaster.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Commit;
import dev.pilaster.model.Name;
import dev.pilaster.model.Policy;
import dev.pilaster.model.Secret;
import dev.pilaster.model.Snapshot;
import dev.pilaster.pillar.Pillars;
import dev.pilaster.pillar.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The pillar that the reference shows, as the files that come of it. */
class DocumentationExampleTest {
  private static final Path PILLAR = Path.of("src/test/golden/pillar/documentation-example");

  private static final Secrets LINES =
      new Secrets() {
        @Override
        public Secret secret(String path, String text, String key) {
          var start = key + ": ";
          return Secret.of(
              text.lines()
                  .filter(l -> l.startsWith(start))
                  .findFirst()
                  .orElse(start)
                  .substring(start.length()));
        }

        @Override
        public Secret hostFile(String path, String key) throws Secrets.Failure {
          throw new Secrets.Failure("not here");
        }
      };

  @Test
  void itsVhostAndItsSettings() throws IOException {
    var files = new TreeMap<String, String>();
    try (var paths = Files.walk(PILLAR)) {
      for (var path : paths.filter(p -> p.toString().endsWith(".yaml")).toList()) {
        files.put(PILLAR.relativize(path).toString(), Files.readString(path));
      }
    }
    var commit = new Commit("main", "0".repeat(40), "Ada", "A change", Instant.EPOCH);
    var snapshot = Snapshot.of(commit, files);
    var slice = Pillars.slice(snapshot, new Name("web1"), Policy.open(), LINES);
    assertThat(slice.problems()).isEmpty();
    var desired = slice.desired().orElseThrow();
    var site = desired.sites().get(new Name("acme"));
    var facts = new Sample().facts;
    var route = new NginxConfig.Route(site, site.container(), false, Optional.empty());
    Golden.check(
        "documentation-vhost",
        new NginxConfig(desired.server(), facts).site(route, Optional.empty()));
    Golden.texts(
        "documentation-settings", SettingsFiles.of(site, desired.server(), facts, "9".repeat(40)));
  }
}
