package dev.pilaster.cli;

import dev.pilaster.agent.AgentConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the agent's settings are. */
final class Settings {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "settings (default: /etc/pilaster/agent.yaml)")
  private Optional<Path> file = Optional.empty();

  /** What the file and the environment say; what holds without a file when there is none. */
  AgentConfig read(Console console) {
    var environment = console.environment();
    var unset = named(environment).isEmpty() && !Files.exists(AgentConfig.STANDARD);
    try {
      return unset ? AgentConfig.standard(environment) : readAtAll(environment);
    } catch (AgentConfig.Invalid e) {
      throw Trouble.invalid(String.valueOf(e.getMessage()));
    }
  }

  /** What an agent is started with: here something must be written down. */
  AgentConfig readForAgent(Console console) {
    try {
      return readAtAll(console.environment());
    } catch (AgentConfig.Invalid e) {
      throw Trouble.invalid(String.valueOf(e.getMessage()));
    }
  }

  private AgentConfig readAtAll(Map<String, String> environment) throws AgentConfig.Invalid {
    return AgentConfig.read(named(environment).orElse(AgentConfig.STANDARD), environment);
  }

  private Optional<Path> named(Map<String, String> environment) {
    return file.or(() -> variable(environment, "PILASTER_CONFIG").map(Path::of));
  }

  static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(v -> !v.isBlank());
  }
}
