package dev.pilaster.pillar;

import dev.pilaster.model.Name;
import dev.pilaster.model.Policy;
import dev.pilaster.pillar.AgentSettings.Docker;
import dev.pilaster.pillar.AgentSettings.Paths;
import dev.pilaster.pillar.AgentSettings.Poll;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code agent.yaml}, key by key. */
final class AgentReader {
  static final Shape<String> FILE = Shapes.text("[^\\x00-\\x1f\\x7f]+", "a file's path");

  private static final Keys POLL_KEYS = new Keys();
  private static final Key<Duration> INTERVAL =
      POLL_KEYS.or(
          "interval",
          new Checked<>(Units.DURATION, AgentReader::tooOften),
          Duration.ofSeconds(60),
          "between polls; = 60s");
  private static final Key<Duration> JITTER =
      POLL_KEYS.or("jitter", Units.DURATION, Duration.ofSeconds(10), "at most added; = 10s");

  private static final Keys DOCKER_KEYS = new Keys();
  private static final Key<String> ENGINE =
      DOCKER_KEYS.or(
          "host",
          Shapes.text("(unix:///|tcp://|https?://)\\S+", "an engine: unix:///… or tcp://…"),
          "unix:///var/run/docker.sock",
          "the engine; = unix:///var/run/docker.sock");
  private static final Key<String> PREFIX =
      DOCKER_KEYS.or(
          "name_prefix",
          Shapes.text("([a-z0-9][a-z0-9_.-]{0,30})?", "a prefix of container names"),
          "",
          "what every name on the engine begins with");

  private static final Keys PATH_KEYS = new Keys();
  private static final Key<String> STATE = path("state", "/var/lib/pilaster");
  private static final Key<String> SITES = path("sites", "/srv/sites");
  private static final Key<String> NGINX = path("nginx", "/etc/nginx/pilaster.d");
  private static final Key<String> DNSMASQ = path("dnsmasq", "/etc/dnsmasq.d");
  private static final Key<String> CRON = path("cron", "/etc/cron.d");
  private static final Key<String> DRUSH = path("drush", "/etc/drush");
  private static final Key<String> BIN = path("bin", "/usr/local/bin");

  private static final Keys KEYS = new Keys();
  private static final Key<Optional<Name>> SERVER =
      KEYS.maybe("server", Formats.NAME, "this host's server file; = the short hostname");
  private static final Key<AgentSettings.Source> SOURCE =
      KEYS.section("source", AgentSource.SHAPE, "the config repository");
  private static final Key<Boolean> OBSERVE =
      KEYS.or(
          "mode",
          Shapes.word(Map.of("converge", false, "observe", true)),
          false,
          "converge or observe; = converge");
  private static final Key<Poll> POLL =
      KEYS.section(
          "poll",
          POLL_KEYS.shape(v -> new Poll(v.get(INTERVAL), v.get(JITTER))),
          "when git is asked");
  private static final Key<String> AGE_KEY =
      KEYS.or("age_key_file", FILE, "/etc/pilaster/age.key", "opens secrets/");
  private static final Key<AgentSettings.Api> API =
      KEYS.section("api", AgentDoors.API, "the HTTP door");
  private static final Key<Docker> DOCKER =
      KEYS.section(
          "docker", DOCKER_KEYS.shape(v -> new Docker(v.get(ENGINE), v.get(PREFIX))), "the engine");
  private static final Key<Duration> DEEP =
      KEYS.or("deep", Units.DURATION, Duration.ofMinutes(15), "slow observations; = 15m");
  private static final Key<Paths> PATHS =
      KEYS.section("paths", PATH_KEYS.shape(AgentReader::paths), "roots of what is written");
  private static final Key<AgentSettings.Programs> PROGRAMS =
      KEYS.section("programs", AgentDoors.PROGRAMS, "the host's programs");
  private static final Key<List<AgentSettings.Notice>> NOTIFY =
      KEYS.list("notify", AgentNotices.NOTICE, "who is told of what happens");
  private static final Key<Optional<AgentSettings.CommitStatus>> COMMIT_STATUS =
      KEYS.maybe("commit_status", AgentNotices.COMMIT_STATUS, "reported to the git server");
  private static final Key<Policy> POLICY =
      KEYS.section("policy", PolicyReader.AGENTS, "tightens the pillar's policy");

  static final Shape<AgentSettings> SHAPE = KEYS.shape(AgentReader::settings);

  private AgentReader() {}

  private static Key<String> path(String name, String standard) {
    return PATH_KEYS.or(name, FILE, standard, "= " + standard);
  }

  private static Optional<String> tooOften(Duration interval) {
    return interval.compareTo(Duration.ofSeconds(1)) < 0
        ? Optional.of("is less than 1s: the git server would be flooded")
        : Optional.empty();
  }

  private static Paths paths(Values v) {
    return new Paths(
        v.get(STATE),
        v.get(SITES),
        v.get(NGINX),
        v.get(DNSMASQ),
        v.get(CRON),
        v.get(DRUSH),
        v.get(BIN));
  }

  private static AgentSettings settings(Values v) {
    return new AgentSettings(
        v.get(SERVER),
        v.get(SOURCE),
        v.get(OBSERVE),
        v.get(POLL),
        v.get(AGE_KEY),
        v.get(API),
        v.get(DOCKER),
        v.get(DEEP),
        v.get(PATHS),
        v.get(PROGRAMS),
        v.get(NOTIFY),
        v.get(COMMIT_STATUS),
        v.get(POLICY));
  }
}
