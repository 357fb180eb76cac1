package dev.pilaster.cli;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pilaster suspend}. */
@Command(
    name = "suspend",
    description = "The agent goes on to look and to report, and changes nothing.")
final class SuspendCommand extends Asking {
  @Mixin private final Lasting lasting = new Lasting();

  @Parameters(
      arity = "0..1",
      paramLabel = "KIND/NAME",
      description = "only this resource, such as container/php82")
  private Optional<String> subject = Optional.empty();

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "why; shown in status")
  private String reason = "";

  SuspendCommand(Console console) {
    super(console);
  }

  @Override
  int ask(Door door) {
    var body = new TreeMap<String, Object>(subject.map(SuspendCommand::named).orElse(Map.of()));
    body.put("reason", reason);
    var end = lasting.end(console().clock());
    end.ifPresent(e -> body.put("until", e.toString()));
    var answer = door.post("api/v1/suspend", body);
    if (wantsJson()) {
      json(answer);
    } else {
      var what = subject.map(s -> s + " is suspended").orElse("Suspended");
      say(what + Lasting.until(end) + ": " + reason);
    }
    return Exit.DONE;
  }

  /** The fields that name one resource. */
  static Map<String, Object> named(String subject) {
    var slash = subject.indexOf('/');
    if (slash < 1 || slash == subject.length() - 1) {
      throw Trouble.invalid("not KIND/NAME: " + subject);
    }
    return Map.of("kind", subject.substring(0, slash), "name", subject.substring(slash + 1));
  }
}
