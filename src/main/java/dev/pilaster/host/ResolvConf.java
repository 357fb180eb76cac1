package dev.pilaster.host;

import java.util.List;

/** The words of a resolver file (resolv.conf(5)). */
final class ResolvConf {
  private ResolvConf() {}

  /** Name servers in their order. */
  static List<String> servers(String text) {
    return values(text, "nameserver").stream().map(w -> w.get(0)).toList();
  }

  /** The search list; its last line counts. */
  static List<String> domains(String text) {
    var lists = values(text, "search|domain");
    return lists.isEmpty() ? List.of() : lists.get(lists.size() - 1);
  }

  private static List<List<String>> values(String text, String keyword) {
    var lines = text.lines().map(String::strip).filter(l -> l.matches("(" + keyword + ")\\s.*"));
    return lines.map(l -> l.split("\\s+")).map(w -> List.of(w).subList(1, w.length)).toList();
  }
}
