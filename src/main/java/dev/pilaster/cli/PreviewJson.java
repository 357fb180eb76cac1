package dev.pilaster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilaster.model.Commit;
import dev.pilaster.preview.Effect;
import dev.pilaster.preview.Preview;
import dev.pilaster.preview.ServerPreview;
import java.util.Collection;

/**
 * A preview for programs: {@code {base, head: {revision, commit}, valid, changes, servers_known,
 * servers[] {server, state, problems[], notes[], changes[], files[]}, moves[] {site, from[],
 * to[]}}}. Problems are as {@code validate} has them, changes as {@code plan} has them.
 */
final class PreviewJson {
  private PreviewJson() {}

  static JsonNode of(Preview preview) {
    var json = JsonNodeFactory.instance.objectNode();
    json.set("base", commit(preview.base()));
    json.set("head", commit(preview.head()));
    json.put("valid", preview.valid());
    json.put("changes", !preview.servers().isEmpty());
    json.put("servers_known", preview.known());
    var servers = json.putArray("servers");
    preview.servers().forEach(s -> server(servers.addObject(), s));
    var moves = json.putArray("moves");
    for (var move : preview.moves()) {
      var node = moves.addObject().put("site", move.site());
      texts(node.putArray("from"), move.from());
      texts(node.putArray("to"), move.to());
    }
    return json;
  }

  private static JsonNode commit(Commit commit) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("revision", commit.branch())
        .put("commit", commit.id());
  }

  private static void texts(ArrayNode into, Collection<?> texts) {
    texts.forEach(text -> into.add(text.toString()));
  }

  private static void server(ObjectNode into, ServerPreview server) {
    into.put("server", server.server().value()).put("state", server.state().text());
    var problems = into.putArray("problems");
    for (var problem : server.problems()) {
      problems
          .addObject()
          .put("file", problem.file())
          .put("line", problem.line())
          .put("path", problem.path())
          .put("message", problem.message());
    }
    texts(into.putArray("notes"), server.notes());
    var changes = into.putArray("changes");
    server.effects().forEach(e -> change(changes.addObject(), e));
    var files = into.putArray("files");
    for (var file : server.files()) {
      files
          .addObject()
          .put("path", file.path())
          .put("action", String.valueOf(file.action()))
          .put("diff", String.join("\n", file.diff()));
    }
  }

  private static void change(ObjectNode into, Effect effect) {
    into.put("kind", effect.kind())
        .put("name", effect.name())
        .put("action", effect.action().text())
        .put("gap", effect.gap());
    texts(into.putArray("because"), effect.because());
    texts(into.putArray("steps"), effect.steps());
    into.put("blocked_by", effect.waits().orElse(null));
  }
}
