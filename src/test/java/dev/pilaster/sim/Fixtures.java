package dev.pilaster.sim;

import dev.pilaster.model.Commit;
import dev.pilaster.model.Desired;
import dev.pilaster.model.Name;
import dev.pilaster.model.Policy;
import dev.pilaster.model.Secret;
import dev.pilaster.model.Slice;
import dev.pilaster.model.Snapshot;
import dev.pilaster.pillar.Pillars;
import dev.pilaster.pillar.Secrets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Pillars as text, since text is what users change. */
public final class Fixtures {
  public static final String SERVER =
      """
      schema: 1
      containers:
        php82:
          role: php-fpm
          image: registry.example.com/php:8.2
          environment: { PHP_MEMORY_LIMIT: 256M }
          mem_limit: 256m
        php84:
          role: php-fpm
          image: registry.example.com/php:8.4
      sites:
        acme: { container: php82 }
        beta: { container: php84 }
        docs: {}
      """;

  /** One service and one site that hurry. */
  public static final String SMALL =
      """
      schema: 1
      containers:
        php82:
          role: php-fpm
          image: registry.example.com/php:8.2
          update: { min_healthy: 2s, monitor: 2s, healthy_deadline: 10s }
      sites:
        acme: { container: php82 }
      """;

  /** Beside the server file; simulated time costs turns, so a candidate gets little of it. */
  public static final Map<String, String> SITES =
      Map.of(
          "defaults/roles/php-fpm.yaml", "update: { healthy_deadline: 20s }\n",
          "sites/acme.yaml", site("php", "acme"),
          "sites/beta.yaml", site("php", "beta"),
          "sites/docs.yaml", site("static", "docs"));

  private static final Secrets NO_SECRETS =
      new Secrets() {
        @Override
        public Secret secret(String path, String text, String key) throws Secrets.Failure {
          throw new Secrets.Failure("no secrets here");
        }

        @Override
        public Secret hostFile(String path, String key) throws Secrets.Failure {
          throw new Secrets.Failure("no secrets here");
        }
      };

  /** Thousands of worlds begin with the same few pillars. */
  private static final Map<Map<String, String>, Desired> DESIRED = new ConcurrentHashMap<>();

  private Fixtures() {}

  public static String site(String type, String name) {
    return """
    schema: 1
    type: %s
    source: { git: /srv/git/%s.git, ref: main }
    domains: [%s.example.com]
    """
        .formatted(type, name, name);
  }

  /** The desired state of a server file beside the three sites. */
  public static Desired desired(String server) {
    return desired(server, SITES.get("sites/acme.yaml"));
  }

  /** The same with another file of the site acme. */
  public static Desired desired(String server, String acme) {
    var files = new TreeMap<>(SITES);
    files.put("sites/acme.yaml", acme);
    files.put("servers/web1.yaml", server);
    files.put("pilaster.yaml", "schema: 1\npolicy: { host_paths: [/srv/db] }\n");
    return DESIRED.computeIfAbsent(files, Fixtures::read);
  }

  private static Desired read(Map<String, String> files) {
    var slice = slice(files);
    return slice
        .desired()
        .orElseThrow(() -> new AssertionError("the fixture is wrong: " + slice.problems()));
  }

  /** The slice of web1. */
  public static Slice slice(Map<String, String> files) {
    var commit = new Commit("main", "0".repeat(40), "somebody", "a change", Instant.EPOCH);
    return slice(Snapshot.of(commit, files));
  }

  /** The slice of web1 at a commit. */
  public static Slice slice(Snapshot snapshot) {
    return Pillars.slice(snapshot, new Name("web1"), Policy.open(), NO_SECRETS);
  }
}
