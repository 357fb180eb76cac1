package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Watches, while it is open, that no two containers of a service run at the same time. */
final class OneWriter implements AutoCloseable {
  private static final int ENOUGH = 20;

  private final Box box;
  private final String service;
  private final String since;
  private final AtomicBoolean open = new AtomicBoolean(true);
  private final Thread looking = new Thread(this::look, "one-writer");
  private int looks;
  private long most;

  OneWriter(Box box, String service) {
    this.box = box;
    this.service = service;
    this.since = now();
    looking.start();
  }

  private String now() {
    return box.run("date", "+%s.%N").good().strip();
  }

  private void look() {
    while (open.get()) {
      var running = box.run("docker", "ps", "-q", "--filter", "label=pilaster.service=" + service);
      most = Math.max(most, running.good().lines().count());
      looks++;
    }
  }

  /** By what was seen at many moments, and by all that the engine tells of starts and ends. */
  void assertNeverTwo() throws InterruptedException {
    open.set(false);
    looking.join();
    assertThat(looks).isGreaterThan(ENOUGH);
    assertThat(most).isEqualTo(1);
    var running = new HashSet<>(Set.of("the first"));
    for (var event : events().lines().toList()) {
      var words = event.split(" ", 2);
      if (words[0].equals("start")) {
        running.add(words[1]);
      } else {
        running.removeAll(Set.of(words[1], "the first"));
      }
      assertThat(running).as(events()).hasSizeLessThanOrEqualTo(1);
    }
    DemoHost.report(looks + " looks at " + service + ": never two of its containers ran");
  }

  private String events() {
    return box.run(
            "docker",
            "events",
            "--since",
            since,
            "--until",
            now(),
            "--filter",
            "label=pilaster.service=" + service,
            "--filter",
            "event=start",
            "--filter",
            "event=die",
            "--format",
            "{{.Action}} {{.Actor.Attributes.name}}")
        .good();
  }

  @Override
  public void close() {
    open.set(false);
  }
}
