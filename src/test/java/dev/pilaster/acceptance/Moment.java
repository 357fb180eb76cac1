package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** States of an upgrade in which the agent is killed (DEPLOY, crash matrix). */
enum Moment {
  /** The registry is frozen, so that the pull cannot end. */
  PULLING {
    @Override
    void killDuringAnUpgrade(DemoHost host, int pid) {
      var tag = "8.2-killed-" + System.currentTimeMillis();
      host.registry.push(tag, "FROM %s/php:8.2-1\nENV KILLED=yes\n");
      host.registry.freeze();
      try {
        host.config.edit(host.serverFile(), "/php:8.2-1", "/php:" + tag);
        merge(host);
        host.await.until("a pull", SOON, () -> message(host).equals("steps are being performed"));
        assertThat(host.box.generations("php82")).hasSize(1);
        kill(host, pid);
      } finally {
        host.registry.thaw();
      }
    }
  },
  /** Killed by the engine's own event: the candidate exists and was perhaps started. */
  CREATED {
    @Override
    void killDuringAnUpgrade(DemoHost host, int pid) {
      var killer = CompletableFuture.runAsync(() -> host.box.sh(KILL_ON_CREATE.formatted(pid)));
      merge(host);
      killer.join();
      assertThat(host.box.generations("php82")).hasSize(2);
    }
  },
  GATING {
    @Override
    void killDuringAnUpgrade(DemoHost host, int pid) {
      merge(host);
      killAtStep(host, pid, "wait until");
      assertThat(host.box.generations("php82")).hasSize(2).allMatch(Box.Generation::running);
    }
  },
  OBSERVING {
    @Override
    void killDuringAnUpgrade(DemoHost host, int pid) {
      merge(host);
      killAtStep(host, pid, "observe");
      assertThat(host.box.generations("php82")).hasSize(2).allMatch(Box.Generation::running);
      assertThat(host.site("hello").text()).contains("memory limit 144M");
    }
  },
  /** A long request holds the old generation. */
  DRAINING {
    @Override
    void killDuringAnUpgrade(DemoHost host, int pid) {
      merge(host);
      host.await.until("a candidate", SOON, () -> host.box.generations("php82").size() == 2);
      var held = CompletableFuture.supplyAsync(() -> host.site("hello").get("/?sleep=12"));
      killAtStep(host, pid, "drain");
      assertThat(host.box.generations("php82")).hasSize(2).allMatch(Box.Generation::running);
      assertThat(held).isNotDone();
      assertThat(held.join().body()).contains("memory limit 128M").endsWith("end\n");
    }
  };

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String KILL_ON_CREATE =
      """
      since=$(date +%%s); fifo=$(mktemp -u); mkfifo $fifo
      docker events --since $since --filter type=container --filter event=create \
        --filter label=pilaster.service=php82 --format x >$fifo &
      read -r line <$fifo; kill -9 %d; kill $!; rm $fifo
      """;

  /** Merges a new generation of php82 and kills the agent, this process, at that moment. */
  abstract void killDuringAnUpgrade(DemoHost host, int pid);

  private static void merge(DemoHost host) {
    host.config.edit(host.serverFile(), "PHP_MEMORY_LIMIT: 128M", "PHP_MEMORY_LIMIT: 144M");
    host.config.merge("Another memory limit");
  }

  private static void killAtStep(DemoHost host, int pid, String step) {
    host.await.until(
        "\"" + step + "\" is the last step", SOON, () -> lastStep(host).startsWith(step));
    kill(host, pid);
  }

  private static void kill(DemoHost host, int pid) {
    host.box.run("kill", "-9", String.valueOf(pid)).good();
  }

  private static String message(DemoHost host) {
    return host.api.resource("container", "php82").orElseThrow().path("message").asText();
  }

  private static String lastStep(DemoHost host) {
    var changes = host.api.status().path("operation").path("changes");
    return AgentApi.find(changes, "container", "php82").stream()
        .flatMap(c -> AgentApi.each(c.path("steps")))
        .map(s -> s.path("text").asText())
        .reduce("", (a, b) -> b);
  }
}
