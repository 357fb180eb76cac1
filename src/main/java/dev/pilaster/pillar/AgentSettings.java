package dev.pilaster.pillar;

import dev.pilaster.model.Name;
import dev.pilaster.model.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An agent's own settings, {@code agent.yaml}, with the defaults of CONTRACT.
 *
 * @param server empty for the machine's short name
 * @param observeOnly {@code mode: observe}
 * @param deep how often what is slow to observe is observed
 */
public record AgentSettings(
    Optional<Name> server,
    Source source,
    boolean observeOnly,
    Poll poll,
    Path ageKeyFile,
    Api api,
    Docker docker,
    Duration deep,
    Paths paths,
    Programs programs,
    Policy policy) {

  /** The config repository. */
  public record Source(
      String url,
      String branch,
      String path,
      Optional<Path> sshKeyFile,
      Optional<Path> knownHostsFile,
      Optional<Path> tokenFile,
      boolean allowRewind) {
    Source at(Path base) {
      var relative = !url.startsWith("/") && !url.contains(":");
      return new Source(
          relative ? base.resolve(url).normalize().toString() : url,
          branch,
          path,
          sshKeyFile.map(base::resolve),
          knownHostsFile.map(base::resolve),
          tokenFile.map(base::resolve),
          allowRewind);
    }
  }

  /** How often the config repository is asked; the jitter is added to the interval. */
  public record Poll(Duration interval, Duration jitter) {}

  /** The HTTP door. */
  public record Api(String host, int port, Path tokensFile, boolean metricsPublic) {
    Api at(Path base) {
      return new Api(host, port, base.resolve(tokensFile), metricsPublic);
    }
  }

  /** The engine, and what every name on it begins with. */
  public record Docker(String host, String namePrefix) {}

  /** The roots of what is written. */
  public record Paths(Path state, Path sites, Path nginx, Path dnsmasq, Path cron, Path drush) {
    Paths at(Path base) {
      return new Paths(
          base.resolve(state),
          base.resolve(sites),
          base.resolve(nginx),
          base.resolve(dnsmasq),
          base.resolve(cron),
          base.resolve(drush));
    }
  }

  /** The host's programs; one that is empty is not there for us. */
  public record Programs(
      Optional<Program> nginx, Optional<Program> dnsmasq, Optional<Program> postfix) {}

  /** How to deal with a program; what is empty is as on Debian. */
  public record Program(
      Optional<List<String>> check, Optional<List<String>> reload, Optional<String> address) {
    static final Program DEFAULT =
        new Program(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same with every relative path below a directory. */
  AgentSettings at(Path base) {
    return new AgentSettings(
        server,
        source.at(base),
        observeOnly,
        poll,
        base.resolve(ageKeyFile),
        api.at(base),
        docker,
        deep,
        paths.at(base),
        programs,
        policy);
  }
}
