package dev.pilaster.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pilaster.agent.Notebook;
import dev.pilaster.model.Memory;
import java.time.Instant;
import java.util.TreeMap;

/** Keeps what a receiver was told, so that a restart tells nobody anything twice. */
final class Shelf {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Notebook notebook;
  private final String key;

  /**
   * @param name of whose; its digest is kept, for it may be a secret
   */
  Shelf(Notebook notebook, String name) {
    this.notebook = notebook;
    this.key = Memory.digest(name);
  }

  Told read() {
    var entries = new TreeMap<String, Told.Entry>();
    notebook
        .read(key)
        .map(Shelf::tree)
        .ifPresent(
            tree -> tree.properties().forEach(f -> entries.put(f.getKey(), entry(f.getValue()))));
    return new Told(entries);
  }

  void keep(Told told) {
    var tree = JSON.createObjectNode();
    told.entries().forEach((name, entry) -> tree.set(name, node(entry)));
    notebook.keep(key, tree.toString());
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  private static Told.Entry entry(JsonNode node) {
    return new Told.Entry(
        Event.parse(node.path("event").asText()),
        node.path("kind").asText(),
        node.path("name").asText(),
        node.path("identity").asText(),
        Told.State.valueOf(node.path("state").asText()),
        Instant.ofEpochMilli(node.path("at").asLong()));
  }

  private static JsonNode node(Told.Entry entry) {
    return JSON.createObjectNode()
        .put("event", entry.event().text())
        .put("kind", entry.kind())
        .put("name", entry.name())
        .put("identity", entry.identity())
        .put("state", entry.state().name())
        .put("at", entry.at().toEpochMilli());
  }
}
