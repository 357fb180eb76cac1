package dev.pilaster.host;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Who may write to what, of all containers of the engine, ours or anybody's. One list says it: a
 * container's mounts are shown there, and those that may start at any moment count as running.
 */
record Writers(Api api, Prefix prefix) {
  private static final Set<String> ALIVE = Set.of("running", "restarting", "paused");

  /** Fails when a container that runs may write to one of them. */
  void mustBeNone(List<String> exclusive) {
    mustBeNone("", exclusive);
  }

  /**
   * Fails when another container that runs has one of them, or a part of one, or one as a part, for
   * writing.
   *
   * @param container the one that may, without the prefix
   * @param exclusive host paths and volume names
   * @throws HostException of kind TRANSIENT that names it
   */
  void mustBeNone(String container, List<String> exclusive) {
    if (exclusive.isEmpty()) {
      return;
    }
    var list = api.json(Call.get("list containers", "/containers/json?all=1"));
    var own = "/" + prefix.container(container);
    var others =
        elements(list)
            .filter(c -> ALIVE.contains(c.path("State").asText()) && !names(c).contains(own))
            .toList();
    for (var other : others) {
      elements(other.path("Mounts"))
          .filter(m -> m.path("RW").asBoolean())
          .forEach(
              m -> exclusive.stream().filter(e -> shares(m, e)).forEach(e -> refuse(other, e)));
    }
  }

  private static void refuse(JsonNode other, String exclusive) {
    var name = names(other).get(0).substring(1);
    var text =
        "container %s runs and may write to %s: two would write to it".formatted(name, exclusive);
    throw new HostException(Kind.TRANSIENT, text);
  }

  private static boolean shares(JsonNode mount, String exclusive) {
    if (!exclusive.startsWith("/")) {
      return mount.path("Name").asText().equals(exclusive);
    }
    var source = mount.path("Source").asText();
    return source.startsWith("/") && overlap(real(source), real(exclusive));
  }

  private static boolean overlap(Path one, Path other) {
    return one.startsWith(other) || other.startsWith(one);
  }

  /** Two names of one directory are one directory. */
  private static Path real(String path) {
    try {
      return Path.of(path).toRealPath();
    } catch (IOException e) {
      return Path.of(path).toAbsolutePath().normalize();
    }
  }

  private static List<String> names(JsonNode container) {
    return elements(container.path("Names")).map(JsonNode::asText).toList();
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
