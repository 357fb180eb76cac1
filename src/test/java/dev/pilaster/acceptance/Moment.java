package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;

/** States of a start-first upgrade in which the agent is killed (DEPLOY, crash matrix). */
enum Moment {
  /** The registry is frozen, so that the pull cannot end. */
  PULLING {
    @Override
    void during(DemoHost host, Killing killing) {
      var tag = "8.2-killed-" + System.currentTimeMillis();
      host.registry.push(tag, "FROM %s/php:8.2-1\nENV KILLED=yes\n");
      host.registry.freeze();
      try {
        host.config.edit(host.serverFile(), "/php:8.2-1", "/php:" + tag);
        merge(host);
        host.await.until(
            "a pull", Killing.SOON, () -> message(host).equals("steps are being performed"));
        assertThat(host.box.generations("php82")).hasSize(1);
        killing.now();
      } finally {
        host.registry.thaw();
      }
    }
  },
  /** The candidate exists and was perhaps started. */
  CREATED {
    @Override
    void during(DemoHost host, Killing killing) {
      var killed = killing.onEvent("create", "");
      merge(host);
      killed.join();
      assertThat(host.box.generations("php82")).hasSize(2);
    }
  },
  GATING {
    @Override
    void during(DemoHost host, Killing killing) {
      merge(host);
      killing.atStep("wait until");
      assertThat(host.box.generations("php82")).hasSize(2).allMatch(Box.Generation::running);
    }
  },
  OBSERVING {
    @Override
    void during(DemoHost host, Killing killing) {
      merge(host);
      killing.atStep("observe");
      assertThat(host.box.generations("php82")).hasSize(2).allMatch(Box.Generation::running);
      assertThat(host.site("hello").text()).contains("memory limit 144M");
    }
  },
  /** A long request holds the old generation. */
  DRAINING {
    @Override
    void during(DemoHost host, Killing killing) {
      merge(host);
      host.await.until("a candidate that runs", Killing.SOON, () -> candidateRuns(host));
      var held = CompletableFuture.supplyAsync(() -> host.site("hello").get("/?sleep=12"));
      killing.atStep("drain");
      assertThat(host.box.generations("php82")).hasSize(2).allMatch(Box.Generation::running);
      assertThat(held).isNotDone();
      assertThat(held.join().body()).contains("memory limit 128M").endsWith("end\n");
    }
  };

  /** Merges a new generation of php82, and has the agent killed at that moment. */
  abstract void during(DemoHost host, Killing killing);

  private static boolean candidateRuns(DemoHost host) {
    var all = host.box.generations("php82");
    return all.size() == 2 && all.stream().allMatch(Box.Generation::running);
  }

  private static void merge(DemoHost host) {
    host.config.edit(host.serverFile(), "PHP_MEMORY_LIMIT: 128M", "PHP_MEMORY_LIMIT: 144M");
    host.config.merge("Another memory limit");
  }

  private static String message(DemoHost host) {
    return host.api.resource("container", "php82").orElseThrow().path("message").asText();
  }
}
