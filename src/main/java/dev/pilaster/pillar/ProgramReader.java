package dev.pilaster.pillar;

import dev.pilaster.model.Secret;
import dev.pilaster.model.Service;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What runs inside a container. */
final class ProgramReader {
  /** Words, or one text that is split as a shell would. */
  static final Shape<List<String>> COMMAND =
      Shapes.either(Shapes.TEXT.to(Words::split), Shapes.list(Shapes.TEXT));

  private final Key<Optional<List<String>>> command;
  private final Key<Optional<List<String>>> entrypoint;
  private final Key<Optional<String>> user;
  private final Key<Optional<String>> workingDir;
  private final Key<Optional<String>> stopSignal;
  private final Key<Boolean> init;
  private final Key<SortedMap<String, String>> environment;
  private final Key<SortedMap<String, Secret>> envSecret;

  ProgramReader(Keys keys) {
    command = keys.maybe("command", COMMAND, "= the image's own");
    entrypoint = keys.maybe("entrypoint", COMMAND, "= the image's own");
    user =
        keys.maybe(
            "user",
            Shapes.text(
                "[A-Za-z0-9_][A-Za-z0-9_.-]*(:[A-Za-z0-9_][A-Za-z0-9_.-]*)?", "user or user:group"),
            "= the image's own");
    workingDir = keys.maybe("working_dir", Formats.ABSOLUTE, "= the image's own");
    stopSignal =
        keys.maybe(
            "stop_signal",
            Shapes.text("SIG[A-Z0-9+-]+|[0-9]{1,2}", "a signal: write it like SIGTERM"),
            "= the image's own");
    init = keys.or("init", Shapes.BOOL, false, "an init process reaps children; = false");
    environment =
        keys.or(
            "environment",
            Pairs.map("=", FreeKeys::variable),
            Pairs.NONE,
            "variables for everyone");
    envSecret =
        keys.map("env_secret", FreeKeys::variable, Shapes.SECRET, "variables that are hidden");
  }

  Service.Program read(Values v) {
    for (var name : v.get(envSecret).keySet()) {
      if (v.get(environment).containsKey(name)) {
        v.fail(envSecret, name + " stands in environment too");
      }
    }
    return new Service.Program(
        v.get(command),
        v.get(entrypoint),
        v.get(user),
        v.get(workingDir),
        v.get(stopSignal),
        v.get(init),
        v.get(environment),
        v.get(envSecret));
  }
}
