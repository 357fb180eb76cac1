package dev.pilaster.pillar;

import dev.pilaster.model.Name;
import dev.pilaster.model.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An agent's own settings, {@code agent.yaml}, with the defaults of CONTRACT; every path is
 * absolute.
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
    String ageKeyFile,
    Api api,
    Docker docker,
    Duration deep,
    Paths paths,
    Programs programs,
    List<Notice> notices,
    Optional<CommitStatus> commitStatus,
    Policy policy) {
  public AgentSettings {
    notices = List.copyOf(notices);
  }

  /** The config repository. */
  public record Source(
      String url,
      String branch,
      String path,
      Optional<String> sshKeyFile,
      Optional<String> knownHostsFile,
      Optional<String> tokenFile,
      boolean allowRewind) {
    Source at(String base) {
      var relative = !url.startsWith("/") && !url.contains(":");
      return new Source(
          relative ? AgentSettings.at(base, url) : url,
          branch,
          path,
          sshKeyFile.map(file -> AgentSettings.at(base, file)),
          knownHostsFile.map(file -> AgentSettings.at(base, file)),
          tokenFile.map(file -> AgentSettings.at(base, file)),
          allowRewind);
    }
  }

  /** How often the config repository is asked; the jitter is added to the interval. */
  public record Poll(Duration interval, Duration jitter) {}

  /** The HTTP door. */
  public record Api(
      String host,
      int port,
      String tokensFile,
      Optional<String> webhookSecretFile,
      boolean metricsPublic) {
    Api at(String base) {
      return new Api(
          host,
          port,
          AgentSettings.at(base, tokensFile),
          webhookSecretFile.map(file -> AgentSettings.at(base, file)),
          metricsPublic);
    }
  }

  /**
   * Somebody who is told of what happens.
   *
   * @param format json or slack
   * @param events failed, rolled_back, recovered, drift, approval; empty for all
   */
  public record Notice(String url, String format, List<String> events) {
    public Notice {
      events = List.copyOf(events);
    }
  }

  /**
   * The git server that is told how far its commits came.
   *
   * @param provider github, gitlab or gitea
   * @param url of its API for github, of the server for the others
   * @param repo such as {@code ops/config}
   */
  public record CommitStatus(String provider, String url, String repo, String tokenFile) {
    CommitStatus at(String base) {
      return new CommitStatus(provider, url, repo, AgentSettings.at(base, tokenFile));
    }
  }

  /** The engine, and what every name on it begins with. */
  public record Docker(String host, String namePrefix) {}

  /** The roots of what is written. */
  public record Paths(
      String state,
      String sites,
      String nginx,
      String dnsmasq,
      String cron,
      String drush,
      String bin) {
    Paths at(String base) {
      return new Paths(
          AgentSettings.at(base, state),
          AgentSettings.at(base, sites),
          AgentSettings.at(base, nginx),
          AgentSettings.at(base, dnsmasq),
          AgentSettings.at(base, cron),
          AgentSettings.at(base, drush),
          AgentSettings.at(base, bin));
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

  private static String at(String base, String path) {
    return path.startsWith("/") ? path : base + "/" + path;
  }

  /** The same with every relative path below a directory. */
  AgentSettings at(String base) {
    return new AgentSettings(
        server,
        source.at(base),
        observeOnly,
        poll,
        AgentSettings.at(base, ageKeyFile),
        api.at(base),
        docker,
        deep,
        paths.at(base),
        programs,
        notices,
        commitStatus.map(status -> status.at(base)),
        policy);
  }
}
