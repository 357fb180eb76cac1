package dev.pilaster.cli;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pilaster resume}. */
@Command(name = "resume", description = "Ends a suspension.")
final class ResumeCommand extends Asking {
  @Parameters(arity = "0..1", paramLabel = "KIND/NAME", description = "only this resource")
  private Optional<String> subject = Optional.empty();

  ResumeCommand(Console console) {
    super(console);
  }

  @Override
  int ask(Door door) {
    var answer = door.post("api/v1/resume", subject.map(SuspendCommand::named).orElse(Map.of()));
    if (wantsJson()) {
      json(answer);
    } else {
      say(subject.map(s -> s + " is not suspended any more.").orElse("Resumed."));
    }
    return Exit.DONE;
  }
}
