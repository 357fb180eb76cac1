package dev.pilaster.cli;

import dev.pilaster.agent.AgentConfig;
import dev.pilaster.agent.Running;
import dev.pilaster.api.HttpApi;
import dev.pilaster.api.Metrics;
import dev.pilaster.api.Tokens;
import dev.pilaster.api.Version;
import dev.pilaster.pillar.AgentSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the agent until it is told to stop. */
@Command(name = "agent", description = "Runs the agent.")
final class AgentCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      description = "The agent's settings (default: ${DEFAULT-VALUE}).",
      defaultValue = "/etc/pilaster/agent.yaml")
  private Path file = AgentConfig.STANDARD;

  @Override
  public Integer call() throws Exception {
    var config = AgentConfig.read(file, System.getenv());
    var metrics = new Metrics(Version.ours());
    try (var running = Running.start(config.setup(), metrics);
        var api = api(config.settings(), running, metrics)) {
      ready();
      LoggerFactory.getLogger(AgentCommand.class).info("answering on port {}", api.port());
      awaitEnd();
    }
    return 0;
  }

  private static HttpApi api(AgentSettings settings, Running running, Metrics metrics) {
    var door = settings.api();
    return HttpApi.start(
        new HttpApi.Settings(door.host(), door.port(), door.metricsPublic()),
        new Tokens(door.tokensFile()),
        running.control(),
        metrics);
  }

  /** Tells systemd, when it started us, that we answer ({@code sd_notify(3)}). */
  private static void ready() throws IOException, InterruptedException {
    if (System.getenv("NOTIFY_SOCKET") != null) {
      var pid = ProcessHandle.current().pid();
      new ProcessBuilder("systemd-notify", "--ready", "--pid=" + pid).inheritIO().start().waitFor();
    }
  }

  /** SIGTERM lets the steps under way end; the JVM waits for its hooks. */
  private static void awaitEnd() throws InterruptedException {
    var end = new CountDownLatch(1);
    var main = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  end.countDown();
                  try {
                    main.join();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                "stop"));
    end.await();
  }
}
