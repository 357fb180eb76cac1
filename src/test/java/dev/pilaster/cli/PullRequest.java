package dev.pilaster.cli;

import dev.pilaster.git.TestRepo;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A config repository with two servers, and a branch that wants to be merged. */
final class PullRequest {
  static final String WEB1 =
      """
      schema: 1
      containers:
        php82: { role: php-fpm, image: "registry.example.com/php:8.2-1" }
        mariadb:
          role: mariadb
          image: registry.example.com/mariadb:10.11-1
          volumes: ["/srv/db:/var/lib/mysql"]
          root_password: opensesame
      sites:
        acme: { container: php82 }
        docs: {}
      """;
  static final String WEB2 =
      """
      schema: 1
      containers:
        php82: { role: php-fpm, image: "registry.example.com/php:8.2-1" }
      sites:
        beta: { container: php82 }
      """;
  static final String ACME =
      site("drupal", "acme")
          + """
          databases: { default: { service: mariadb, name: acme, user: acme, password: opensesame } }
          settings: { hash_salt: opensesame }
          """;

  private final TestRepo repo;
  private final Path dir;

  PullRequest(Path dir) {
    this.dir = dir;
    this.repo = new TestRepo(dir);
    repo.file("pilaster.yaml", "schema: 1\npolicy: { host_paths: [/srv/db] }\n")
        .file("servers/web1.yaml", WEB1)
        .file("servers/web2.yaml", WEB2)
        .file("sites/acme.yaml", ACME)
        .file("sites/beta.yaml", site("php", "beta"))
        .file("sites/docs.yaml", site("static", "docs"));
  }

  static String site(String type, String name) {
    return """
    schema: 1
    type: %s
    source: { git: /srv/git/%s.git, ref: main }
    domains: [%s.example.com]
    """
        .formatted(type, name, name);
  }

  /** What is merged into has this as well. */
  PullRequest on(Consumer<TestRepo> change) {
    change.accept(repo);
    return this;
  }

  /** Commits a change and previews it. */
  Terminal.Result preview(Consumer<TestRepo> change, String... more) {
    repo.commit("main");
    change.accept(repo);
    repo.commit("main");
    var words = List.of("preview", dir.toString(), "--base", "main~1", "--head", "main");
    var all = Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new);
    return new Terminal().type(all);
  }
}
