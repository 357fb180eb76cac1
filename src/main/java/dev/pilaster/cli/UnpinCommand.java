package dev.pilaster.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pilaster unpin}. */
@Command(name = "unpin", description = "Ends a pin: what git asks for is wanted again.")
final class UnpinCommand extends Asking {
  @Parameters(paramLabel = "NAME", description = "a service or a site, or KIND/NAME")
  private String name = "";

  UnpinCommand(Console console) {
    super(console);
  }

  @Override
  int ask(Door door) {
    if (!name.matches("([a-z]+/)?[A-Za-z0-9._-]+")) {
      throw Trouble.invalid("not a name: " + name);
    }
    var slash = name.indexOf('/');
    var kind = slash < 0 ? "" : "?kind=" + name.substring(0, slash);
    var answer = door.delete("api/v1/pins/" + name.substring(slash + 1) + kind);
    if (wantsJson()) {
      json(answer);
    } else {
      say(answer.path("unpinned").asText() + " is not pinned any more.");
    }
    return Exit.DONE;
  }
}
