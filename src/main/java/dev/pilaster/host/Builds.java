package dev.pilaster.host;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.ImageRef;
import dev.pilaster.model.Release;
import dev.pilaster.model.Site;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Builds of releases, each in a container that is thrown away. Its commands are somebody's code:
 * they run as the files' owner without any capability, see the release and nothing else of the
 * host, and reach the network through the engine's own bridge and none of our containers.
 */
record Builds(Throwaways throwaways) {
  /** Its arguments are the commands; a command that fails is the last one. */
  private static final String SCRIPT =
      "for c in \"$@\"; do printf '+ %s\\n' \"$c\"; sh -c \"$c\" || exit; done";

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
    var ended = throwaways.run(what, recipe(build, owner, code, place), build.timeout());
    if (!ended.exit().equals(Optional.of(0))) {
      var late = "no end within " + build.timeout().toSeconds() + " s";
      var how = ended.exit().map(e -> "exit " + e).orElse(late);
      throw new HostException(Kind.INVALID, what + ": " + how + "\n" + ended.said());
    }
    Contained.check(code);
  }

  private ObjectNode recipe(Site.Build build, Owner owner, Path code, Path place) {
    var image = ImageRef.parse(build.image());
    var body = throwaways.recipe(image, owner, SCRIPT, build.commands());
    body.put("WorkingDir", place.toString());
    body.putArray("Env").add("HOME=/tmp").add("COMPOSER_ALLOW_SUPERUSER=1").add("CI=1");
    var host = body.withObject("/HostConfig");
    host.putArray("Mounts")
        .addObject()
        .put("Type", "bind")
        .put("Source", code.toString())
        .put("Target", place.toString());
    host.putObject("Tmpfs").put("/tmp", "mode=1777,exec");
    host.put("NetworkMode", "bridge");
    return body;
  }
}
