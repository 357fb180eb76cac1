package dev.pilaster.agent;

import dev.pilaster.git.ConfigSource;
import dev.pilaster.host.Program;
import dev.pilaster.host.Programs;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Problem;
import dev.pilaster.pillar.AgentFile;
import dev.pilaster.pillar.AgentSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An agent's settings, and the machine's own part of them.
 *
 * @param file where they stand; it need not be there when the environment says everything
 */
public record AgentConfig(Path file, AgentSettings settings) {
  public static final Path STANDARD = Path.of("/etc/pilaster/agent.yaml");

  /** A unix socket's path holds 107 bytes, and the rest of it is ours. */
  private static final int LONGEST_STATE = 50;

  /** Settings that cannot be used, with every reason. */
  public static final class Invalid extends Exception {
    private final transient List<Problem> problems;

    Invalid(List<Problem> problems) {
      super(String.join("\n", problems.stream().map(Problem::text).toList()));
      this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
      return problems;
    }
  }

  /** Reads the file, if there is one, and lays the environment over it. */
  public static AgentConfig read(Path file, Map<String, String> environment) throws Invalid {
    return read(file, text(file), environment);
  }

  /** What holds on a host without settings: for those who only talk to its agent. */
  public static AgentConfig standard(Map<String, String> environment) throws Invalid {
    return read(STANDARD, Optional.of("source: { url: none }"), environment);
  }

  private static AgentConfig read(Path file, Optional<String> text, Map<String, String> environment)
      throws Invalid {
    var reading = AgentFile.read(file.toAbsolutePath().toString(), text, environment);
    if (reading.settings().isEmpty()) {
      throw new Invalid(reading.problems());
    }
    var config = new AgentConfig(file.toAbsolutePath(), reading.settings().get());
    config.check();
    return config;
  }

  private static Optional<String> text(Path file) throws Invalid {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw invalid(file, "", "cannot be read: " + e);
    }
  }

  private void check() throws Invalid {
    var state = state();
    if (state.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_STATE) {
      throw invalid(
          file,
          "paths.state",
          state + " is longer than " + LONGEST_STATE + " bytes: sockets below it need the rest");
    }
  }

  /** The root of what the agent keeps. */
  public Path state() {
    return Path.of(settings.paths().state()).normalize();
  }

  /** Who may ask the API. */
  public Path tokensFile() {
    return Path.of(settings.api().tokensFile());
  }

  private static Invalid invalid(Path file, String path, String message) {
    return new Invalid(List.of(new Problem(file.toString(), 0, path, message, Optional.empty())));
  }

  /** What an agent is started with. */
  public Setup setup() throws Invalid {
    var source = settings.source();
    return new Setup(
        server(),
        new ConfigSource(
            source.url(),
            source.branch(),
            source.path(),
            source.sshKeyFile().map(Path::of),
            source.knownHostsFile().map(Path::of),
            source.tokenFile().map(Path::of),
            source.allowRewind()),
        settings.policy(),
        Path.of(settings.ageKeyFile()),
        file.resolveSibling("suspended"),
        settings.observeOnly(),
        settings.poll().interval(),
        settings.poll().jitter(),
        settings.deep(),
        settings.docker().host(),
        settings.docker().namePrefix(),
        places(),
        settings.programs().nginx().map(p -> program(p, Program.nginx())),
        settings.programs().dnsmasq().map(p -> program(p, Program.dnsmasq())),
        settings.programs().postfix().map(p -> program(p, Program.postfix())));
  }

  private Name server() throws Invalid {
    if (settings.server().isPresent()) {
      return settings.server().get();
    }
    var host = hostname().split("\\.", 2)[0].toLowerCase(java.util.Locale.ROOT);
    if (!Name.isValid(host)) {
      throw invalid(file, "server", "is missing, and the hostname \"" + host + "\" is no name");
    }
    return new Name(host);
  }

  private static String hostname() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "";
    }
  }

  private Programs.Places places() {
    var paths = settings.paths();
    return new Programs.Places(
        Path.of(paths.nginx()),
        Path.of(paths.dnsmasq()),
        state().resolve("hosts.d"),
        Path.of("/etc/postfix"),
        Path.of("/etc/resolv.conf"),
        state(),
        "www-data",
        Path.of(paths.sites()),
        state().resolve("run"),
        tools(paths));
  }

  private Observed.Tools tools(AgentSettings.Paths paths) {
    return new Observed.Tools(
        state().toString(),
        paths.cron(),
        paths.drush(),
        paths.bin(),
        "/etc/logrotate.d",
        settings.docker().host(),
        settings.docker().namePrefix(),
        ZoneId.systemDefault());
  }

  private Program program(AgentSettings.Program own, Program standard) {
    return new Program(
        own.check().orElseGet(() -> standard.check().stream().map(this::placed).toList()),
        own.reload().orElse(standard.reload()),
        own.address().orElse(standard.address()),
        standard.within());
  }

  /** Debian's dnsmasq is told its directory on the command line. */
  private String placed(String word) {
    return word.replace("/etc/dnsmasq.d", settings.paths().dnsmasq());
  }
}
