package dev.pilaster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pilaster.agent.AgentConfig;
import dev.pilaster.api.Json;
import dev.pilaster.host.Doctor;
import dev.pilaster.host.Finding;
import dev.pilaster.host.Finding.Level;
import dev.pilaster.render.PostfixConfig;
import dev.pilaster.render.PostfixOwner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pilaster doctor}. */
@Command(
    name = "doctor",
    description = {
      "Looks at this host: engine, nginx, dnsmasq, Postfix, clock, disk, modes, machine.",
      "Needs no running agent; changes nothing."
    })
final class DoctorCommand implements Callable<Integer> {
  private static final String INDENT = " ".repeat(6);

  private final Console console;

  @Mixin private final Settings settings = new Settings();

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "text or json (default: ${DEFAULT-VALUE})",
      defaultValue = "text")
  private Asking.Format format = Asking.Format.text;

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    var config = settings.read(console);
    var findings = new ArrayList<>(new Doctor(patient(config)).examine());
    findings.add(MachineFinding.of(config.state()));
    if (format == Asking.Format.json) {
      console.say(Json.pretty(json(findings)));
    } else {
      findings.forEach(f -> lines(f, console).forEach(console::say));
    }
    return findings.stream().anyMatch(f -> f.level() == Level.BAD) ? Exit.FAILED : Exit.DONE;
  }

  /** What is good, and what to do about the rest. */
  static List<String> lines(Finding finding, Console console) {
    var says = "%-5s %s: %s".formatted(finding.level().text(), finding.check(), finding.says());
    var lines = new ArrayList<>(Wrapped.lines(says, INDENT, console));
    if (!finding.advice().isEmpty()) {
      var advice = INDENT + "-> " + finding.advice();
      lines.addAll(Wrapped.lines(advice, INDENT + "   ", console));
    }
    return lines;
  }

  static JsonNode json(List<Finding> findings) {
    var list = JsonNodeFactory.instance.arrayNode();
    for (var finding : findings) {
      list.addObject()
          .put("check", finding.check())
          .put("level", finding.level().text())
          .put("says", finding.says())
          .put("advice", finding.advice());
    }
    return list;
  }

  private static Doctor.Patient patient(AgentConfig config) throws IOException {
    var setup = setup(config);
    return new Doctor.Patient(
        setup.engine(),
        setup.places(),
        setup.nginx(),
        setup.dnsmasq(),
        setup.postfix(),
        somebodyElsesPostfix(),
        secrets(config),
        config.settings().api().port());
  }

  private static dev.pilaster.agent.Setup setup(AgentConfig config) {
    try {
      return config.setup();
    } catch (AgentConfig.Invalid e) {
      throw Trouble.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static boolean somebodyElsesPostfix() throws IOException {
    var files = new TreeMap<String, String>();
    for (var name : List.of(PostfixConfig.MAIN, PostfixConfig.DIRECTORY + "/master.cf")) {
      if (Files.isReadable(Path.of(name))) {
        files.put(name, Files.readString(Path.of(name)));
      }
    }
    return PostfixOwner.of(files) == PostfixOwner.SOMEBODY;
  }

  /** Everything that opens something. */
  private static List<Path> secrets(AgentConfig config) throws IOException {
    var files = new ArrayList<Path>();
    files.add(Path.of(config.settings().ageKeyFile()));
    files.add(config.tokensFile());
    config.settings().source().sshKeyFile().map(Path::of).ifPresent(files::add);
    config.settings().source().tokenFile().map(Path::of).ifPresent(files::add);
    config.settings().api().webhookSecretFile().map(Path::of).ifPresent(files::add);
    config.settings().commitStatus().map(c -> Path.of(c.tokenFile())).ifPresent(files::add);
    var directory = config.file().resolveSibling("secrets");
    if (Files.isDirectory(directory)) {
      try (var entries = Files.newDirectoryStream(directory)) {
        entries.forEach(files::add);
      }
    }
    return files;
  }
}
