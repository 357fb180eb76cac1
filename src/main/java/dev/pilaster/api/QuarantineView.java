package dev.pilaster.api;

import dev.pilaster.model.Memory;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** {@code GET /api/v1/quarantine}: what is refused on this host. */
record QuarantineView(List<Item> quarantine) {
  private static final String FILE = "file";

  static QuarantineView of(SortedMap<String, Memory.Quarantine> refused) {
    return new QuarantineView(refused.entrySet().stream().map(Item::of).toList());
  }

  /** The agent's name for a kind and a name as they are shown. */
  static String subject(String kind, String name) {
    return kind.equals(FILE) ? "/" + name.replaceFirst("^/+", "") : kind + "/" + name;
  }

  /** A resource, or one file of a fileset: kind {@code file}, its absolute path as the name. */
  record Item(String kind, String name, String fingerprint, String reason, String since) {
    static Item of(Map.Entry<String, Memory.Quarantine> entry) {
      var subject = entry.getKey();
      var slash = subject.indexOf('/');
      var value = entry.getValue();
      return new Item(
          slash == 0 ? FILE : subject.substring(0, slash),
          slash == 0 ? subject : subject.substring(slash + 1),
          value.fingerprint(),
          value.reason(),
          value.since().toString());
    }
  }
}
