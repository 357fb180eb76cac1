package dev.pilaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.architecture.Documents;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Every command and option that a document names is one that works. */
class DocumentedCommandsTest {
  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]+");

  /** A call in a document, up to the end of its code or to a gap before its explanation. */
  private static final String CALL =
      "(?<![\\w./-])(?:/opt/pilaster/bin/)?pilaster ([a-z]+)((?: [^\\s`]+)*)";

  private final CommandLine pilaster = Main.commands(silent(), List.of());

  @Test
  void everyCommandIsThere() throws IOException {
    var calls = Documents.find(CALL);
    assertThat(calls).hasSizeGreaterThan(10);
    assertThat(calls)
        .extracting(c -> c.match().group(1))
        .allSatisfy(name -> assertThat(shown()).contains(name));
  }

  @Test
  void everyOptionIsKnownToItsCommand() throws IOException {
    var unknown = new ArrayList<String>();
    for (var call : Documents.find(CALL)) {
      var command = pilaster.getSubcommands().get(call.match().group(1));
      OPTION
          .matcher(call.match().group(2))
          .results()
          .filter(o -> command.getCommandSpec().findOption(o.group()) == null)
          .forEach(o -> unknown.add(call.match().group()));
    }
    assertThat(unknown).isEmpty();
  }

  private List<String> shown() {
    return pilaster.getSubcommands().entrySet().stream()
        .filter(c -> !c.getValue().getCommandSpec().usageMessage().hidden())
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Console silent() {
    var nowhere = new PrintWriter(Writer.nullWriter());
    var clock = Clock.system(ZoneOffset.UTC);
    return new Console(nowhere, nowhere, Map.of(), false, false, Console.NARROW, clock, time -> {});
  }
}
