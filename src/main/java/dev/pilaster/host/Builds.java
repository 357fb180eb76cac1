package dev.pilaster.host;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.ImageRef;
import dev.pilaster.model.Release;
import dev.pilaster.model.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Builds of releases, each in a container that is thrown away. Its commands are somebody's code:
 * they run as the files' owner without any capability, see the release and nothing else of the
 * host, reach the network through the engine's own bridge and none of our containers, and are the
 * first to end when the host runs out of memory.
 */
final class Builds {
  private static final String LABEL = "pilaster.build";

  /** Its arguments are the commands; a command that fails is the last one. */
  private static final String SCRIPT =
      "for c in \"$@\"; do printf '+ %s\\n' \"$c\"; sh -c \"$c\" || exit; done";

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

  Builds(Api api, Prefix prefix) {
    this.api = api;
    this.prefix = prefix;
  }

  /** Removes what an agent that was killed left running. */
  void sweep() {
    if (!swept) {
      var filter = Api.JSON.createObjectNode();
      filter.putArray("label").add(LABEL + "=" + prefix.text());
      var query = "?all=1&filters=" + Call.part(filter.toString());
      var list = api.json(Call.get("list builds", "/containers/json" + query));
      list.forEach(c -> remove("an old build", c.path("Id").asText()));
      swept = true;
    }
  }

  /**
   * Runs the commands.
   *
   * @param code the release's files, that belong to their owner already
   * @param place where the release will be, which is where the commands see it
   * @throws HostException of kind INVALID with the last lines when a command fails or takes too
   *     long, or leaves what no release may have
   */
  void run(Release release, Site.Build build, Owner owner, Path code, Path place) {
    var what = "build of " + release.site();
    var body = body(build, owner, code, place);
    var created = api.json(Call.post(what, "/containers/create").with(body).within(SLOW));
    var id = created.path("Id").asText();
    try {
      api.json(Call.post(what, "/containers/" + id + "/start").within(SLOW));
      var exit = exit(what, id, build.timeout());
      if (exit != 0) {
        throw new HostException(Kind.INVALID, what + ": exit " + exit + "\n" + said(what, id));
      }
    } finally {
      remove(what, id);
    }
    Contained.check(code);
  }

  private int exit(String what, String id, Duration timeout) {
    var end = System.nanoTime() + timeout.toNanos();
    var ended = Poll.until(timeout, () -> !running(what, id));
    if (!ended || System.nanoTime() > end) {
      var text = what + ": no end within " + timeout.toSeconds() + " s\n" + said(what, id);
      throw new HostException(Kind.INVALID, text);
    }
    return state(what, id).path("ExitCode").asInt();
  }

  private boolean running(String what, String id) {
    return state(what, id).path("Running").asBoolean();
  }

  private com.fasterxml.jackson.databind.JsonNode state(String what, String id) {
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

  private ObjectNode body(Site.Build build, Owner owner, Path code, Path place) {
    var image = ImageRef.parse(build.image());
    var body = Api.JSON.createObjectNode();
    body.put("Image", image.digest().map(image::at).orElse(image.toString()));
    List.of("sh", "-c", SCRIPT, "build").forEach(body.putArray("Entrypoint")::add);
    build.commands().forEach(body.putArray("Cmd")::add);
    body.put("User", owner.uid() + ":" + owner.gid());
    body.put("WorkingDir", place.toString());
    body.putArray("Env").add("HOME=/tmp").add("COMPOSER_ALLOW_SUPERUSER=1").add("CI=1");
    body.putObject("Labels").put(LABEL, prefix.text());
    var host = body.putObject("HostConfig");
    host.putArray("Mounts")
        .addObject()
        .put("Type", "bind")
        .put("Source", code.toString())
        .put("Target", place.toString());
    host.putObject("Tmpfs").put("/tmp", "mode=1777,exec");
    host.put("NetworkMode", "bridge").put("Init", true);
    host.putArray("CapDrop").add("ALL");
    host.putArray("SecurityOpt").add("no-new-privileges:true");
    host.put("Memory", MEMORY).put("PidsLimit", PROCESSES).put("CpuShares", CPU_SHARES);
    host.put("OomScoreAdj", FIRST_TO_END);
    return body;
  }
}
