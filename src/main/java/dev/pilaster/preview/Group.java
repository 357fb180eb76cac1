package dev.pilaster.preview;

import dev.pilaster.model.Name;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Servers to which the same happens, but for their own names in it.
 *
 * @param sample the first of them
 */
record Group(List<Name> servers, ServerPreview sample) {
  private static final int NAMED = 8;

  Group {
    servers = List.copyOf(servers);
  }

  /** In the order of their first servers. */
  static Collection<Group> of(Preview preview) {
    var groups = new LinkedHashMap<List<String>, Group>();
    for (var server : preview.servers()) {
      groups.merge(key(server), new Group(List.of(server.server()), server), Group::and);
    }
    return groups.values();
  }

  private Group and(Group other) {
    var all = new ArrayList<>(servers);
    all.addAll(other.servers);
    return new Group(all, sample);
  }

  private static List<String> key(ServerPreview server) {
    var own = "(?<![a-z0-9-])" + Pattern.quote(server.server().value()) + "(?![a-z0-9-])";
    var what = server.effects() + "\n" + server.notes() + "\n" + server.files();
    return List.of(server.state().text(), server.problems().toString(), what.replaceAll(own, "\0"));
  }

  /** Their names; of very many the first ones. */
  String title() {
    var names = servers.stream().map(Name::value).toList();
    return names.size() <= NAMED
        ? String.join(", ", names)
        : "%s and %d more servers"
            .formatted(String.join(", ", names.subList(0, NAMED)), names.size() - NAMED);
  }

  /** The rest of what {@link #title} says; empty where that is all. */
  String more() {
    var names = servers.stream().map(Name::value).toList();
    return names.size() <= NAMED ? "" : String.join(", ", names);
  }
}
