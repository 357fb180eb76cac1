package dev.pilaster.api;

import dev.pilaster.agent.Control;
import dev.pilaster.agent.StandIn;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /api/v1/stand-in}: a checkout on this host instead of a git that is away. */
final class StandingIn {
  private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);

  private final Control control;

  StandingIn(Control control) {
    this.control = control;
  }

  /** Only for callers on this host: what the directory holds is theirs to know. */
  void take(Context request) throws IOException {
    var body = Body.read(request, Set.of("directory"));
    var directory = body.line("directory").map(Path::of).filter(Path::isAbsolute);
    if (directory.isEmpty()) {
      throw Fault.badRequest("directory: expected an absolute path on this host");
    }
    if (!InetAddress.getByName(request.ip()).isLoopbackAddress()) {
      throw Fault.of(HttpStatus.FORBIDDEN, "only on this host itself, through its loopback");
    }
    try {
      var by = Gate.caller(request);
      LOG.info("{} asks for {} to stand in for git", by, directory.get());
      var commit = control.orders().standIn().take(directory.get().normalize(), by);
      Answers.json(request, Map.of("revision", commit.revision()));
    } catch (StandIn.Refused e) {
      throw Fault.badRequest(String.valueOf(e.getMessage()));
    }
  }
}
