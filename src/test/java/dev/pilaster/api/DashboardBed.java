package dev.pilaster.api;

import dev.pilaster.agent.SimulatedAgent;
import dev.pilaster.real.RealBrowser;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard in a real browser, over an agent that takes its turns on a fake host. */
abstract class DashboardBed {
  private static final Path PICTURES = Path.of("target/screenshots");
  private static final String WEB1 =
      """
      schema: 1
      containers:
        php82:
          role: php-fpm
          image: registry.example.com/php:8.2-1
          mem_limit: 256m
          update: { min_healthy: 3s, monitor: 3s, healthy_deadline: 20s }
        php84:
          role: php-fpm
          image: registry.example.com/php:8.4-1
          update: { min_healthy: 2s, monitor: 2s, healthy_deadline: 20s }
      sites:
        acme: { container: php82 }
        beta: { container: php84 }
        docs: {}
      """;

  /** The same, so that the first operation is soon over: windows are no part of a container. */
  private static final String AT_FIRST =
      WEB1.replaceAll("min_healthy: .s, monitor: .s", "min_healthy: 0s, monitor: 0s");

  @TempDir private static Path dir;

  static RealBrowser browser;
  SimulatedAgent agent;
  HttpApi api;

  @BeforeAll
  static void startBrowser() {
    browser = RealBrowser.start(dir);
  }

  @AfterAll
  static void stopBrowser() {
    browser.close();
  }

  @BeforeEach
  void start(@TempDir Path state) {
    agent = new SimulatedAgent(state, AT_FIRST);
    var tokens =
        new Tokens(
            Path.of("/nonexistent"),
            Tokens.Token.of("ada", Role.ADMIN, "secret"),
            Tokens.Token.of("eve", Role.READ, "looking"));
    var door = new HttpApi.Settings("127.0.0.1", 0, true, Optional.empty());
    var metrics = new Metrics(new Version("1.2.3", "abc1234"));
    api = HttpApi.start(door, tokens, agent.control(), metrics, Clock.systemUTC());
    browser.screen(1280, 900, false).open("http://127.0.0.1:" + api.port() + "/").complaints();
  }

  @AfterEach
  void stop() throws Exception {
    browser.open("about:blank");
    api.close();
    agent.close();
  }

  void signIn(String token) {
    browser.awaitText("#login", "Sign in").type("#token", token).click("#login button");
  }

  void signedIn() {
    signIn("secret");
    browser.awaitText("#overview", "Synced").awaitText("#link", "live");
  }

  void merge(String subject, String from, String to) {
    agent.commit(subject, "servers/web1.yaml", WEB1.replace(from, to));
  }

  static Path picture(String name) {
    return PICTURES.resolve(name + ".png");
  }
}
