package dev.pilaster.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The throwaway host, as its root sees it. */
final class Box {
  private final List<String> prefix;

  /**
   * @param prefix the argv that runs a command there
   */
  Box(List<String> prefix) {
    this.prefix = List.copyOf(prefix);
  }

  /** One container of a service. */
  record Generation(
      String id, String name, int number, String image, Instant startedAt, String state) {
    boolean running() {
      return state.equals("running");
    }
  }

  Ran run(String... argv) {
    var all = new ArrayList<>(prefix);
    all.addAll(List.of(argv));
    return Ran.of(all);
  }

  /** What a shell there prints. */
  String sh(String script) {
    return run("sh", "-c", script).good();
  }

  /** All containers of a service, oldest first. */
  List<Generation> generations(String service) {
    return inspected("label=pilaster.service=" + service);
  }

  /** All containers of the agent's, by name. */
  List<Generation> containers() {
    return inspected("label=pilaster.service");
  }

  private List<Generation> inspected(String filter) {
    var found =
        run(
            "sh",
            "-c",
            "ids=$(docker ps -aq --filter "
                + filter
                + "); [ -z \"$ids\" ] && echo [] || docker inspect $ids");
    return AgentApi.each(AgentApi.parse(found.good()))
        .map(Box::generation)
        .sorted(Comparator.comparing((Generation g) -> g.number()).thenComparing(Generation::name))
        .toList();
  }

  private static Generation generation(JsonNode inspect) {
    var labels = inspect.path("Config").path("Labels");
    return new Generation(
        inspect.path("Id").asText(),
        inspect.path("Name").asText().substring(1),
        labels.path("pilaster.generation").asInt(),
        labels.path("pilaster.image").asText(),
        Instant.parse(inspect.path("State").path("StartedAt").asText()),
        inspect.path("State").path("Status").asText());
  }

  /** The only container of a service. */
  Generation only(String service) {
    var all = generations(service);
    if (all.size() != 1) {
      throw new AssertionError("want one generation of " + service + ", have " + all);
    }
    return all.get(0);
  }

  /** The host's own. */
  String address() {
    return sh("ip -4 -o addr show dev eth0").replaceFirst("(?s).*inet ([0-9.]+)/.*", "$1");
  }

  /** Its fixed address on the agent's network. */
  String address(Generation generation) {
    var format = "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}";
    return run("docker", "inspect", "-f", format, generation.id()).good().strip();
  }

  String journal(int lines) {
    return run("journalctl", "-u", "pilaster", "-o", "cat", "--no-pager", "-n", "" + lines).out();
  }

  /** Of the agent's JVM; 0 while there is none. */
  int agentPid() {
    return Integer.parseInt(sh("systemctl show -p MainPID --value pilaster").strip());
  }
}
