package dev.pilaster.cli;

import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pilaster pin}. */
@Command(
    name = "pin",
    description = {
      "Wants another image or commit than git, for an emergency.",
      "It goes the way of any change, through the same gates, and ends by itself when git asks for"
          + " the same."
    })
final class PinCommand extends Asking {
  @Mixin private final Lasting lasting = new Lasting();

  @Parameters(paramLabel = "NAME", description = "a service or a site")
  private String name = "";

  @ArgGroup(exclusive = true, multiplicity = "1")
  private @Nullable Wanted given;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "why; shown in status and history")
  private String reason = "";

  PinCommand(Console console) {
    super(console);
  }

  /** One of two. */
  static final class Wanted {
    @Option(names = "--image", paramLabel = "REF", description = "of a service: the image")
    private Optional<String> image = Optional.empty();

    @Option(
        names = "--release",
        paramLabel = "SHA",
        description = "of a site: a commit of its code, 7 to 40 digits")
    private Optional<String> release = Optional.empty();
  }

  @Override
  int ask(Door door) {
    var wanted = Objects.requireNonNull(given, "picocli insists on one of them");
    var body = new TreeMap<String, Object>();
    body.put("name", name);
    body.put("reason", reason);
    wanted.image.ifPresent(i -> body.put("image", i));
    wanted.release.ifPresent(r -> body.put("release", r));
    var end = lasting.end(console().clock());
    end.ifPresent(e -> body.put("until", e.toString()));
    var pin = door.post("api/v1/pins", body);
    if (wantsJson()) {
      json(pin);
    } else {
      say(
          "%s/%s is pinned to %s%s: %s"
              .formatted(
                  pin.path("kind").asText(),
                  pin.path("name").asText(),
                  wanted.image.or(() -> wanted.release).orElse(""),
                  Lasting.until(end),
                  reason));
    }
    return Exit.DONE;
  }
}
