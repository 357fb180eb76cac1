package dev.pilaster.render;

import dev.pilaster.model.Server;
import dev.pilaster.model.Site;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How a site's code reaches its databases. */
record Connections(Site site, Server server) {
  private static final int PORT = 3306;

  /** Drupal's key to what Drupal's own settings.php says about a connection. */
  SortedMap<String, Map<String, Object>> all() {
    var all = new TreeMap<String, Map<String, Object>>();
    site.databases().forEach((key, database) -> all.put(key, connection(database)));
    return all;
  }

  private Map<String, Object> connection(Site.Database database) {
    var connection = new LinkedHashMap<String, Object>();
    connection.put("driver", "mysql");
    connection.put("host", host(database));
    connection.put("port", PORT);
    connection.put("database", database.name());
    connection.put("username", database.user());
    connection.put("password", database.password());
    connection.put("charset", database.charset());
    connection.put("collation", database.collation());
    connection.put("prefix", database.prefix());
    return connection;
  }

  /** A service by its full name: a short one would be looked for in other zones too. */
  String host(Site.Database database) {
    return database
        .service()
        .map(s -> s + "." + server.dns().zone())
        .or(database::host)
        .orElse("localhost");
  }
}
