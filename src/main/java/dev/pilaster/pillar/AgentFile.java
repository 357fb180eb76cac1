package dev.pilaster.pillar;

import dev.pilaster.model.Name;
import dev.pilaster.model.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The door for an agent's own settings: text and environment in, values out. */
public final class AgentFile {
  private static final Name AGENT = new Name("agent");

  private AgentFile() {}

  /** What was read, or every problem. */
  public record Reading(Optional<AgentSettings> settings, List<Problem> problems) {
    public Reading {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Reads the settings.
   *
   * @param file its absolute path; relative paths in it are relative to its directory
   * @param text empty when there is no such file
   * @param environment may set every key: {@code PILASTER_SOURCE_URL} is {@code source.url}
   */
  public static Reading read(String file, Optional<String> text, Map<String, String> environment) {
    var problems = new Problems();
    var sink = problems.slice();
    var tree = text.flatMap(t -> Yaml.read(file, t, sink)).flatMap(node -> mapping(node, sink));
    var whole =
        Merge.over(
            tree.orElse(Node.Mapping.empty(Place.of(file))),
            new Environment(environment, sink).layer(AgentReader.SHAPE.schema()));
    var broken = text.isPresent() && tree.isEmpty();
    var settings =
        broken
            ? Optional.<AgentSettings>empty()
            : AgentReader.SHAPE.read(whole, AgentPolicy.context(AGENT, whole.place(), problems));
    var base = file.substring(0, Math.max(0, file.lastIndexOf('/')));
    return new Reading(
        settings.filter(s -> !problems.stop()).map(s -> s.at(base)), problems.list());
  }

  private static Optional<Node.Mapping> mapping(Node node, Sink sink) {
    if (node instanceof Node.Mapping mapping) {
      return Optional.of(mapping);
    }
    if (node.isNull()) {
      return Optional.of(Node.Mapping.empty(node.place()));
    }
    sink.problem(node.place(), "expected a map, found " + node.kind());
    return Optional.empty();
  }
}
