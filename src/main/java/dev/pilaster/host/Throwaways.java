package dev.pilaster.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilaster.model.ImageRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Containers that run one command and are removed, whatever became of it. They have no capability,
 * little of the processor, and are the first to end when the host runs out of memory.
 */
final class Throwaways {
  private static final String LABEL = "pilaster.build";
  private static final Duration SLOW = Duration.ofMinutes(2);
  private static final int LINES = 20;
  private static final int PROCESSES = 1024;
  private static final long MEMORY = 2L << 30;

  /** Of a thousand: others have 1024. */
  private static final int CPU_SHARES = 256;

  private static final int FIRST_TO_END = 800;

  private final Api api;
  private final Prefix prefix;
  private volatile boolean swept;

  Throwaways(Api api, Prefix prefix) {
    this.api = api;
    this.prefix = prefix;
  }

  /**
   * How one ended.
   *
   * @param exit empty when it did not end in time
   * @param said its last lines
   */
  record Ended(Optional<Integer> exit, String said) {}

  /** Removes what an agent that was killed left running. */
  void sweep() {
    if (!swept) {
      var filter = Api.JSON.createObjectNode();
      filter.putArray("label").add(LABEL + "=" + prefix.text());
      var query = "?all=1&filters=" + Call.part(filter.toString());
      var list = api.json(Call.get("list throwaway containers", "/containers/json" + query));
      list.forEach(c -> remove("an old throwaway container", c.path("Id").asText()));
      swept = true;
    }
  }

  /**
   * The body of a create call that runs a script; its user is one by number.
   *
   * @param arguments of the script
   */
  ObjectNode recipe(ImageRef image, Owner user, String script, List<String> arguments) {
    var body = Api.JSON.createObjectNode();
    body.put("Image", image.digest().map(image::at).orElse(image.toString()));
    List.of("sh", "-c", script, "sh").forEach(body.putArray("Entrypoint")::add);
    arguments.forEach(body.putArray("Cmd")::add);
    body.put("User", user.uid() + ":" + user.gid());
    body.putObject("Labels").put(LABEL, prefix.text());
    var host = body.putObject("HostConfig");
    host.put("Init", true);
    host.putArray("CapDrop").add("ALL");
    host.putArray("SecurityOpt").add("no-new-privileges:true");
    host.put("Memory", MEMORY).put("PidsLimit", PROCESSES).put("CpuShares", CPU_SHARES);
    host.put("OomScoreAdj", FIRST_TO_END);
    return body;
  }

  /** Runs one and removes it. */
  Ended run(String what, ObjectNode recipe, Duration timeout) {
    var created = api.json(Call.post(what, "/containers/create").with(recipe).within(SLOW));
    var id = created.path("Id").asText();
    try {
      api.json(Call.post(what, "/containers/" + id + "/start").within(SLOW));
      var exit = exit(what, id, timeout);
      return new Ended(exit, said(what, id));
    } finally {
      remove(what, id);
    }
  }

  private Optional<Integer> exit(String what, String id, Duration timeout) {
    var end = System.nanoTime() + timeout.toNanos();
    var ended = Poll.until(timeout, () -> !state(what, id).path("Running").asBoolean());
    return ended && System.nanoTime() <= end
        ? Optional.of(state(what, id).path("ExitCode").asInt())
        : Optional.empty();
  }

  private JsonNode state(String what, String id) {
    return api.json(Call.get(what, "/containers/" + id + "/json")).path("State");
  }

  private String said(String what, String id) {
    var query = "/logs?stdout=1&stderr=1&tail=" + LINES;
    return api.read(Call.get(what, "/containers/" + id + query), Frames::text).strip();
  }

  private void remove(String what, String id) {
    var call = Call.delete("remove " + what, "/containers/" + id + "?v=1&force=1");
    var answer = api.ask(call.within(SLOW));
    if (!answer.missing() && !answer.conflict()) {
      answer.orThrow();
    }
  }
}
