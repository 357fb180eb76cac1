package dev.pilaster.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A command's manual page, from what its {@code --help} is made of (man(7), groff_man(7)). */
final class ManPage {
  private static final String EXITS =
      """
      .SH EXIT STATUS
      .TP
      0
      done
      .TP
      1
      failed
      .TP
      2
      bad usage or invalid input
      .TP
      3
      with
      .BR \\-\\-exit\\-code :
      changes or drift are pending
      """;

  private final CommandSpec spec;
  private final String version;
  private final List<String> lines = new ArrayList<>();

  private ManPage(CommandSpec spec, String version) {
    this.spec = spec;
    this.version = version;
  }

  /** {@code pilaster-quarantine-clear.1}. */
  static String file(CommandLine command) {
    return command.getCommandSpec().qualifiedName("-") + ".1";
  }

  /** The page's source. */
  static String of(CommandLine command, String version) {
    return new ManPage(command.getCommandSpec(), version).text();
  }

  private String text() {
    var name = spec.qualifiedName("-");
    var about = List.of(spec.usageMessage().description());
    lines.add(
        ".TH %s 1 \"\" \"%s\" \"Pilaster\""
            .formatted(plain(name).toUpperCase(Locale.ROOT), version));
    section("NAME");
    lines.add(plain(name) + " \\- " + plain(about.isEmpty() ? "" : about.get(0)));
    section("SYNOPSIS");
    var synopsis = spec.commandLine().getHelp().synopsis(0).strip();
    lines.add("\\fB" + plain(spec.qualifiedName()) + "\\fR " + plain(rest(synopsis)));
    if (about.size() > 1) {
      section("DESCRIPTION");
      about.forEach(sentence -> lines.add(plain(sentence)));
    }
    arguments();
    commands();
    lines.add(EXITS.stripTrailing());
    also();
    return String.join("\n", lines) + "\n";
  }

  private String rest(String synopsis) {
    return synopsis.replaceFirst("^" + spec.qualifiedName(), "").replaceAll("\\s+", " ").strip();
  }

  private void section(String title) {
    lines.add(".SH " + title);
  }

  private void arguments() {
    var parameters = spec.positionalParameters().stream().filter(p -> !p.hidden()).toList();
    var options = spec.options().stream().filter(o -> !o.hidden()).toList();
    if (!parameters.isEmpty()) {
      section("ARGUMENTS");
      parameters.forEach(p -> argument(parameter(p), p));
    }
    section("OPTIONS");
    options.forEach(o -> argument(option(o), o));
  }

  private void argument(String heading, ArgSpec argument) {
    lines.add(".TP");
    lines.add(heading);
    for (var line : argument.description()) {
      lines.add(plain(filled(line, argument)));
    }
  }

  /** With picocli's variables filled in. */
  private static String filled(String line, ArgSpec argument) {
    var candidates = argument.completionCandidates();
    return line.replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValueString()))
        .replace("${COMPLETION-CANDIDATES}", candidates == null ? "" : joined(candidates));
  }

  private static String joined(Iterable<String> words) {
    return String.join(", ", words);
  }

  private static String parameter(PositionalParamSpec parameter) {
    return "\\fI" + plain(parameter.paramLabel()) + "\\fR";
  }

  private static String option(OptionSpec option) {
    var names =
        List.of(option.names()).stream()
            .map(n -> "\\fB" + plain(n) + "\\fR")
            .collect(Collectors.joining(", "));
    var value = option.arity().max() > 0 ? "=\\fI" + plain(option.paramLabel()) + "\\fR" : "";
    return names + value;
  }

  private void commands() {
    var shown = shown(spec);
    if (!shown.isEmpty()) {
      section("COMMANDS");
      for (var command : shown) {
        var about = command.getCommandSpec().usageMessage().description();
        lines.add(".TP");
        lines.add(".B " + plain(command.getCommandName()));
        lines.add(plain(about.length == 0 ? "" : about[0]));
      }
    }
  }

  /** The commands below one that its help names. */
  static List<CommandLine> shown(CommandSpec spec) {
    return spec.subcommands().values().stream()
        .filter(c -> !c.getCommandSpec().usageMessage().hidden())
        .toList();
  }

  private void also() {
    var names =
        spec.parent() == null
            ? shown(spec).stream().map(c -> c.getCommandSpec().qualifiedName("-")).toList()
            : List.of(spec.root().name());
    section("SEE ALSO");
    lines.add(
        names.stream().map(n -> "\\fB" + plain(n) + "\\fR(1)").collect(Collectors.joining(",\n")));
  }

  /** Text without anything that troff takes for itself; styles of picocli's markup are dropped. */
  private static String plain(String text) {
    var words = Ansi.OFF.string(text.replace("%%", "%").replace("%n", " "));
    var escaped = words.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
