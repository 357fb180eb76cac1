package dev.pilaster.cli;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pilaster suspend}. */
@Command(
    name = "suspend",
    description = "The agent goes on to look and to report, and changes nothing.")
final class SuspendCommand extends Asking {
  private static final Pattern DURATION =
      Pattern.compile("(?:(\\d{1,4})d)?(?:(\\d{1,5})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?");

  @Parameters(arity = "0..1", paramLabel = "KIND/NAME", description = "only this resource")
  private Optional<String> subject = Optional.empty();

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "why; shown in status")
  private String reason = "";

  @Option(names = "--for", paramLabel = "TIME", description = "until it ends by itself, such as 2h")
  private Optional<String> time = Optional.empty();

  SuspendCommand(Console console) {
    super(console);
  }

  @Override
  int ask(Door door) {
    var body = new TreeMap<String, Object>(subject.map(SuspendCommand::named).orElse(Map.of()));
    body.put("reason", reason);
    var until = time.map(t -> console().clock().instant().plus(duration(t)));
    until.ifPresent(u -> body.put("until", u.toString()));
    var answer = door.post("api/v1/suspend", body);
    if (wantsJson()) {
      json(answer);
    } else {
      say("Suspended" + until.map(u -> " until " + u).orElse("") + ": " + reason);
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

  private static Duration duration(String text) {
    var parts = DURATION.matcher(text);
    if (text.isEmpty() || !parts.matches()) {
      throw Trouble.invalid("--for: write it like 30m or 2h, not " + text);
    }
    return Duration.ofDays(part(parts.group(1)))
        .plusHours(part(parts.group(2)))
        .plusMinutes(part(parts.group(3)))
        .plusSeconds(part(parts.group(4)));
  }

  private static long part(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
