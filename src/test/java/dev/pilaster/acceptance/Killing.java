package dev.pilaster.acceptance;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Ends the agent without a word, at a moment of one service's way.
 *
 * @param pid of the agent's JVM
 */
record Killing(DemoHost host, String service, int pid) {
  static final Duration SOON = Duration.ofSeconds(60);

  /** Tells the engine's own events apart by container; nobody else hears of one earlier. */
  private static final String ON_EVENT =
      """
      fifo=$(mktemp -u); mkfifo $fifo
      docker events --since %d --filter type=container --filter event=%s \
        --filter label=pilaster.service=%s --format '{{.Actor.Attributes.name}}' >$fifo &
      while read -r name; do
        case $name in *%s) break ;; esac
      done <$fifo
      kill -9 %d; kill $!; rm $fifo
      """;

  static Killing of(DemoHost host, String service) {
    return new Killing(host, service, host.box.agentPid());
  }

  /**
   * Waits in the background for an event of a container.
   *
   * @param event the engine's word: create, start, die
   * @param suffix the end of the container's name
   */
  CompletableFuture<Void> onEvent(String event, String suffix) {
    var since = Long.parseLong(host.box.run("date", "+%s").good().strip());
    var script = ON_EVENT.formatted(since, event, service, suffix, pid);
    return CompletableFuture.runAsync(() -> host.box.sh(script));
  }

  /** Waits until the status shows a step that begins with this as the service's last. */
  void atStep(String step) {
    host.await.until("\"" + step + "\" is the last step", SOON, () -> lastStep().startsWith(step));
    now();
  }

  /** Waits for a file in the service's container. */
  void atFile(String path) {
    var container = host.box.only(service).name();
    host.await.until(
        path,
        SOON,
        () -> host.box.run("docker", "exec", container, "test", "-e", path).exit() == 0);
    now();
  }

  void now() {
    host.box.run("kill", "-9", String.valueOf(pid)).good();
  }

  private String lastStep() {
    var changes = host.api.status().path("operation").path("changes");
    return AgentApi.find(changes, "container", service).stream()
        .flatMap(c -> AgentApi.each(c.path("steps")))
        .map(s -> s.path("text").asText())
        .reduce("", (a, b) -> b);
  }
}
