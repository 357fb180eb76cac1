package dev.pilaster.plan;

import dev.pilaster.model.Commit;
import dev.pilaster.model.Desired;
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
import java.util.List;
import java.util.TreeMap;

/** Directories of pillar files, whose secrets are what they are called. */
final class Folders {
  private static final Secrets CALLED =
      new Secrets() {
        @Override
        public Secret secret(String path, String text, String key) {
          return Secret.of(path + "#" + key);
        }

        @Override
        public Secret hostFile(String path, String key) {
          return Secret.of(path + "#" + key);
        }
      };

  private Folders() {}

  /** Of every server that is right. */
  static List<Desired> desired(Path folder) throws IOException {
    var files = new TreeMap<String, String>();
    try (var paths = Files.walk(folder)) {
      for (var path : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString(), Files.readString(path));
      }
    }
    var commit = new Commit("main", "0".repeat(40), "somebody", "a change", Instant.EPOCH);
    var snapshot = Snapshot.of(commit, files);
    return files.keySet().stream()
        .filter(f -> f.startsWith("servers/"))
        .map(f -> new Name(f.substring("servers/".length(), f.length() - ".yaml".length())))
        .flatMap(n -> Pillars.slice(snapshot, n, Policy.open(), CALLED).desired().stream())
        .toList();
  }
}
