package dev.pilaster.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * A database service of a test's own on the throwaway host.
 *
 * @param name of the service, whose data is in {@code /srv/<name>}
 */
record Database(DemoHost host, String name) {
  private static final String SERVICE =
      """
        %1$s:
          role: mariadb
          image: %2$s/mariadb:%3$s
          volumes:
            - /srv/%1$s:/var/lib/mysql
          root_password: "${file:/etc/pilaster/secrets/mariadb.yaml#root}"
          cap_add: [CHOWN, KILL, SETGID, SETUID]
          update:
            snapshot: %4$s
            min_healthy: 1s
            monitor: 2s
            healthy_deadline: 20s

      sites:
      """;

  /**
   * A place for one. Its name is used once: a data directory that was known and is empty now would
   * be taken for a disk that is not mounted.
   */
  static Database on(DemoHost host, String kind) {
    var name = kind + "-" + Long.toString(System.currentTimeMillis() / 1000, 36);
    var database = new Database(host, name);
    host.box.sh("mkdir -p " + database.dir());
    return database;
  }

  /** Merges it, and fills a table. */
  Database deploy(String tag, boolean snapshot) {
    var service = SERVICE.formatted(name, host.registry.address(), tag, snapshot);
    host.config.edit(host.serverFile(), "\nsites:\n", service);
    host.config.edit("pilaster.yaml", "  host_paths:\n", "  host_paths:\n    - " + dir() + "\n");
    host.config.merge("Keep data in " + name);
    host.synced();
    query("CREATE DATABASE shop; CREATE TABLE shop.items (id INT PRIMARY KEY, body TEXT)");
    query("USE shop; INSERT INTO items SELECT seq, SHA1(seq) FROM seq_1_to_3000");
    return this;
  }

  String dir() {
    return "/srv/" + name;
  }

  /** Merges another image; the finished operation's change of this service. */
  JsonNode upgrade(String from, String to) {
    merge(from, to);
    var operation = host.api.sync();
    return AgentApi.find(operation.path("changes"), "container", name).orElseThrow();
  }

  /** Merges another image. */
  void merge(String from, String to) {
    var service = "  %s:\n    role: mariadb\n    image: %s/mariadb:";
    var before = service.formatted(name, host.registry.address());
    host.config.edit(host.serverFile(), before + from + "\n", before + to + "\n");
    host.config.merge("Upgrade " + name + " to " + to);
  }

  /** What root's statements answer. */
  String query(String statements) {
    var login = "MYSQL_PWD=$(cat /run/pilaster-root-password) exec mariadb -N -e \"$1\"";
    var container = host.box.only(name).name();
    return host.box
        .run("docker", "exec", container, "sh", "-c", login, "sh", statements)
        .good()
        .strip();
  }

  /** {@code 10.11} */
  String version() {
    return query("SELECT SUBSTRING_INDEX(VERSION(), '.', 2)");
  }

  /** Changes with every row. */
  String rows() {
    return query("SELECT COUNT(*), SUM(CRC32(CONCAT(id, body))) FROM shop.items");
  }

  /** What was put beside its directory; the directory's own name and the dot left out. */
  List<String> beside() {
    return host.box
        .sh("cd /srv && ls -d %s.* || true".formatted(name))
        .lines()
        .map(path -> path.substring(name.length() + 1))
        .toList();
  }

  Optional<JsonNode> resource() {
    return host.api.resource("container", name);
  }

  /** By hand: what has data is not taken away before somebody agreed. */
  void remove() {
    host.config.reset();
    host.api.sync();
    var containers = "docker ps -aq --filter label=pilaster.service=" + name;
    host.box.sh(containers + " | xargs -r docker rm -f");
    host.box.sh("rm -rf /var/lib/pilaster/run/" + name);
    host.synced();
    host.box.sh("umount %1$s 2>/dev/null; rm -rf %1$s %1$s.*".formatted(dir()));
  }
}
