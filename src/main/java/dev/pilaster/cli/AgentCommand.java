package dev.pilaster.cli;

import dev.pilaster.agent.AgentConfig;
import dev.pilaster.agent.Listeners;
import dev.pilaster.agent.Notebook;
import dev.pilaster.agent.Running;
import dev.pilaster.agent.Thrift;
import dev.pilaster.api.HttpApi;
import dev.pilaster.api.LocalToken;
import dev.pilaster.api.Metrics;
import dev.pilaster.api.Tokens;
import dev.pilaster.api.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pilaster agent}. */
@Command(name = "agent", description = "Runs the agent: what pilaster.service starts.")
final class AgentCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(AgentCommand.class);

  private final Console console;

  @Mixin private final Settings settings = new Settings();

  AgentCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    var config = settings.readForAgent(console);
    var stopping = new CountDownLatch(1);
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stopping, stopped), "stop"));
    try {
      run(config, stopping);
    } finally {
      stopped.countDown();
    }
    return Exit.DONE;
  }

  private void run(AgentConfig config, CountDownLatch stopping) throws Exception {
    var metrics = new Metrics(Version.ours());
    try (var agent = Running.start(setup(config), notes -> listeners(config, metrics, notes));
        var api = api(config, agent, metrics)) {
      metrics.showMail(agent::mailQueue);
      LOG.info("{} listens on port {}", Version.ours().text(), api.port());
      Systemd.tell(console, "--ready");
      stopping.await();
      LOG.info("stopping");
      Systemd.tell(console, "STOPPING=1");
    }
  }

  private Listeners listeners(AgentConfig config, Metrics metrics, Notebook notes) {
    return new Listeners(
        List.of(
            metrics,
            Notices.start(config, setup(config).server(), notes, console.clock()),
            new Thrift()));
  }

  private static dev.pilaster.agent.Setup setup(AgentConfig config) {
    try {
      return config.setup();
    } catch (AgentConfig.Invalid e) {
      throw Trouble.invalid(String.valueOf(e.getMessage()));
    }
  }

  private HttpApi api(AgentConfig config, Running agent, Metrics metrics) throws IOException {
    var door = config.settings().api();
    var local = LocalToken.make(config.state());
    return HttpApi.start(
        new HttpApi.Settings(
            door.host(), door.port(), door.metricsPublic(), door.webhookSecretFile().map(Path::of)),
        new Tokens(config.tokensFile(), local),
        agent.control(),
        metrics,
        console.clock());
  }

  /** A stop in good order is no failure: without this the JVM would exit with 143. */
  private static void stop(CountDownLatch stopping, CountDownLatch stopped) {
    stopping.countDown();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(Exit.DONE);
  }
}
