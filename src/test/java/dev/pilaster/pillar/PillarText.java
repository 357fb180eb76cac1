package dev.pilaster.pillar;

import dev.pilaster.model.Commit;
import dev.pilaster.model.Desired;
import dev.pilaster.model.Name;
import dev.pilaster.model.Policy;
import dev.pilaster.model.Problem;
import dev.pilaster.model.Slice;
import dev.pilaster.model.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Pillar files as a test writes them; the server is {@code web1}. */
record PillarText(Map<String, String> files, Policy agents) {
  static final Commit COMMIT =
      new Commit("main", "0123456789".repeat(4), "Ada", "A change", Instant.EPOCH);

  /** One container and one site, both of them right. */
  static PillarText small() {
    return new PillarText(Map.of(), Policy.open())
        .with(
            "servers/web1.yaml",
            """
            containers:
              php82: { role: php-fpm, image: registry.example.com/php:8.2 }
            sites:
              acme: { container: php82 }
            """)
        .with(
            "sites/acme.yaml",
            """
            type: php
            source: { git: /srv/git/acme.git, ref: main }
            domains: [acme.example.com]
            """);
  }

  /** Replaces a file. */
  PillarText with(String path, String text) {
    var copy = new TreeMap<>(files);
    copy.put(path, text);
    return new PillarText(copy, agents);
  }

  /** Adds lines to the end of a file. */
  PillarText and(String path, String text) {
    return with(path, files.getOrDefault(path, "") + text);
  }

  PillarText without(String path) {
    var copy = new TreeMap<>(files);
    copy.remove(path);
    return new PillarText(copy, agents);
  }

  PillarText agents(Policy policy) {
    return new PillarText(files, policy);
  }

  Slice slice() {
    return Pillars.slice(Snapshot.of(COMMIT, files), new Name("web1"), agents, new PlainSecrets());
  }

  /** All problems as they are printed. */
  List<String> problems() {
    return slice().problems().stream().map(Problem::text).toList();
  }

  Desired desired() {
    var slice = slice();
    return slice.desired().orElseThrow(() -> new AssertionError(String.valueOf(slice.problems())));
  }
}
