package dev.pilaster.cli;

import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pilaster quarantine}, {@code quarantine list} and {@code quarantine clear}. */
@Command(name = "quarantine", description = "What is refused on this host because it failed.")
final class QuarantineCommand extends Asking {
  QuarantineCommand(Console console) {
    super(console);
  }

  @Override
  int ask(Door door) {
    var answer = door.get("api/v1/quarantine");
    var refused = answer.path("quarantine");
    if (wantsJson()) {
      json(answer);
    } else if (refused.isEmpty()) {
      say("Nothing is quarantined.");
    } else {
      var table = new Table("KIND", "NAME", "SINCE", "REASON");
      for (var item : refused) {
        table.row(
            item.path("kind").asText(),
            item.path("name").asText(),
            Times.since(item.path("since"), console().clock()),
            item.path("reason").asText());
      }
      table.lines(console()).forEach(this::say);
    }
    return Exit.DONE;
  }

  /** {@code pilaster quarantine list}: the same. */
  @Command(name = "list", description = "The same.")
  static final class Listing extends Asking {
    private final QuarantineCommand all;

    Listing(Console console) {
      super(console);
      this.all = new QuarantineCommand(console);
    }

    @Override
    int ask(Door door) {
      return all.ask(door);
    }
  }

  /** {@code pilaster quarantine clear}. */
  @Command(name = "clear", description = "Lets the next turn try it again.")
  static final class Clear extends Asking {
    @Parameters(
        paramLabel = "NAME",
        description = "a service or site, KIND/NAME, or a file's absolute path")
    private String name = "";

    Clear(Console console) {
      super(console);
    }

    @Override
    int ask(Door door) {
      var cleared = door.delete("api/v1/quarantine/" + path(door));
      if (wantsJson()) {
        json(cleared);
      } else {
        say(cleared.path("cleared").asText() + " will be tried again.");
      }
      return Exit.DONE;
    }

    /** A bare name is looked up; it is refused when it is there in two kinds. */
    private String path(Door door) {
      if (!name.matches("[A-Za-z0-9._/-]+")) {
        throw Trouble.invalid("not a name: " + name);
      }
      if (name.startsWith("/")) {
        return "file" + name;
      }
      if (name.contains("/")) {
        return name;
      }
      var kinds = new TreeSet<String>();
      for (var item : door.get("api/v1/quarantine").path("quarantine")) {
        if (item.path("name").asText().equals(name)) {
          kinds.add(item.path("kind").asText());
        }
      }
      if (kinds.size() != 1) {
        throw Trouble.failed(
            kinds.isEmpty()
                ? name + " is not quarantined"
                : name + " stands for " + String.join(" and ", kinds) + ": write KIND/NAME");
      }
      return kinds.first() + "/" + name;
    }
  }
}
