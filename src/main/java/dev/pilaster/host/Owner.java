package dev.pilaster.host;

import dev.pilaster.model.HostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A user and a group by number. */
record Owner(int uid, int gid) {
  static final Owner ROOT = new Owner(0, 0);

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** An answer is good for all sites of a turn, and gone when an account was made anew. */
  private static final long FRESH = Duration.ofSeconds(30).toNanos();

  private static final Map<String, Found> FOUND = new ConcurrentHashMap<>();

  private record Found(int number, long at) {}

  /**
   * Looks them up on this host; a number stands for itself.
   *
   * @throws HostException of kind INVALID when there is no such user or group
   */
  static Owner of(String user, String group) {
    return new Owner(number("passwd", user), number("group", group));
  }

  /** Both by name where they have one on this host. */
  String text() {
    return name("passwd", uid) + ":" + name("group", gid);
  }

  private static String name(String database, int number) {
    var found = Command.run(TIMEOUT, List.of("getent", database, String.valueOf(number)));
    return found.good() ? found.output().split(":", 2)[0] : String.valueOf(number);
  }

  private static int number(String database, String name) {
    if (name.matches("[0-9]{1,9}")) {
      return Integer.parseInt(name);
    }
    if (name.equals("root")) {
      return 0;
    }
    var key = database + " " + name;
    var known = FOUND.get(key);
    if (known == null || System.nanoTime() - known.at() > FRESH) {
      known = new Found(asked(database, name), System.nanoTime());
      FOUND.put(key, known);
    }
    return known.number();
  }

  private static int asked(String database, String name) {
    var found = Command.run(TIMEOUT, List.of("getent", database, name));
    var fields = found.output().split(":", 4);
    if (!found.good() || fields.length < 4) {
      var what = database.equals("group") ? "group" : "user";
      throw new HostException(
          HostException.Kind.INVALID, "no " + what + " \"" + name + "\" on this host");
    }
    return Integer.parseInt(fields[2]);
  }
}
