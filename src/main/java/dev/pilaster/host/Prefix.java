package dev.pilaster.host;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an agent's names on the engine begin with, so that several agents can share one engine. */
record Prefix(String text) {
  /** The label by which an agent knows its own; its value is the prefix, "" for most. */
  static final String LABEL = "pilaster.prefix";

  private static final Set<String> ENGINES_OWN = Set.of("none", "host", "bridge", "default");

  /** A container's name on the engine. */
  String container(String name) {
    return text + name;
  }

  /** A network's name on the engine; the engine's own networks keep theirs. */
  String network(String name) {
    return ENGINES_OWN.contains(name) ? name : text + name;
  }

  /** The name without the prefix, nor the slash that the engine begins it with. */
  String strip(String name) {
    var bare = name.startsWith("/") ? name.substring(1) : name;
    return bare.startsWith(text) ? bare.substring(text.length()) : bare;
  }

  /** The labels with our mark. */
  SortedMap<String, String> mark(Map<String, String> labels) {
    var marked = new TreeMap<>(labels);
    marked.put(LABEL, text);
    return marked;
  }

  /** The value of a list's {@code filters} that lets only ours through. */
  ObjectNode filter() {
    var filter = Api.JSON.createObjectNode();
    filter.putArray("label").add(LABEL + "=" + text);
    return filter;
  }
}
