package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The host that {@code packaging/demo} brings up, once for all tests of this run. */
final class DemoHost {
  private static final Duration CONVERGED = Duration.ofSeconds(90);
  private static final DemoHost HOST = new DemoHost();

  private final JsonNode info;
  private final Path work;
  private final URI direct;
  private final Map<String, Checkout> code = new HashMap<>();
  final AgentApi api;
  final Box box;
  final Outer outer;
  final Registry registry;
  final Checkout config;
  final Await await;

  static DemoHost get() {
    return HOST;
  }

  private DemoHost() {
    Demo.run("up");
    info = AgentApi.parse(Demo.run("info"));
    var exec = AgentApi.each(info.path("exec")).map(JsonNode::asText).toList();
    work = temporary();
    api = new AgentApi(info.path("api").asText(), info.path("token").asText());
    box = new Box(exec);
    direct = URI.create("http://" + box.address());
    outer = new Outer(exec);
    registry = new Registry(info.path("registry").asText(), outer);
    await = new Await(this::diagnosis);
    config = new Checkout(info.path("config_repo").asText(), work.resolve("config"));
    hasten();
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("pilaster-acceptance");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Short windows, so that the whole suite takes minutes; not one of them is part of a container.
   */
  private void hasten() {
    var file = "defaults/roles/php-fpm.yaml";
    if (!config.read(file).contains("min_healthy")) {
      var windows = "  healthy_deadline: 15s\n  min_healthy: 2s\n  monitor: 3s\n";
      config.edit(file, "  healthy_deadline: 1m\n", windows).merge("Shorten the windows");
    }
    config.keepAsBaseline();
    synced();
  }

  String server() {
    return info.path("server").asText();
  }

  String configRepo() {
    return info.path("config_repo").asText();
  }

  String serverFile() {
    return "servers/" + server() + ".yaml";
  }

  List<WebSite> sites() {
    return AgentApi.each(info.path("sites"))
        .map(
            s ->
                new WebSite(
                    s.path("name").asText(),
                    URI.create(s.path("url").asText()),
                    direct,
                    s.path("host").asText()))
        .toList();
  }

  WebSite site(String name) {
    return sites().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  /** The repository of a site's code. */
  Checkout code(String site) {
    var text = config.read("sites/" + site + ".yaml");
    var line = text.lines().filter(l -> l.strip().startsWith("git:")).findFirst().orElseThrow();
    var url = line.strip().substring("git:".length()).strip();
    return code.computeIfAbsent(site, s -> new Checkout(url, work.resolve(s)));
  }

  /** Wants another build of the example's PHP 8.2; answers the commit. */
  String mergePhp(int from, int to) {
    config.edit(serverFile(), "/php:8.2-" + from, "/php:8.2-" + to);
    return config.merge("PHP 8.2, build " + to);
  }

  /** Asks for a sync of the present commit and expects that it brings everything to it. */
  JsonNode synced() {
    var operation = api.sync();
    assertThat(operation.path("phase").asText()).as("%s", diagnosis()).isEqualTo("Succeeded");
    assertThat(standing()).as("%s", diagnosis()).isEqualTo("Synced Healthy");
    assertThat(applied()).as("%s", diagnosis()).contains(config.head());
    return operation;
  }

  /** Waits until the host is at the present commit by itself. */
  void becomesSynced() {
    await.until("Synced, Healthy, and " + config.head(), CONVERGED, this::isSynced);
  }

  boolean isSynced() {
    return standing().equals("Synced Healthy")
        && applied().equals(Optional.of(config.head()))
        && api.plan().path("changes").isEmpty();
  }

  /** Whether nothing is under way. */
  boolean isAtRest() {
    return !api.status().path("operation").path("phase").asText().equals("Running");
  }

  /** Sync and health of the whole. */
  String standing() {
    var status = api.status();
    return status.path("sync").asText() + " " + status.path("health").asText();
  }

  /** The commit that everything was brought to. */
  Optional<String> applied() {
    var revision = api.status().path("revision").path("applied");
    return revision.isTextual()
        ? Optional.of(revision.asText().replaceFirst(".*:", ""))
        : Optional.empty();
  }

  /** Everything as it was before the first test. */
  void reset() {
    var pushed = config.reset();
    for (var repository : code.values()) {
      pushed |= repository.reset();
    }
    if (pushed || !isSynced()) {
      synced();
    }
  }

  /** Says how long something took, or how many there were, in the run's own output. */
  static void report(String text) {
    System.out.println("acceptance: " + text);
  }

  String diagnosis() {
    var status = attempt(() -> api.status().toPrettyString());
    return status + "\n" + box.journal(30) + "\n" + box.run("docker", "ps", "-a").out();
  }

  private static String attempt(java.util.function.Supplier<String> look) {
    try {
      return look.get();
    } catch (RuntimeException | AssertionError e) {
      return "no status: " + e;
    }
  }
}
