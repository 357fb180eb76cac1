package dev.pilaster.api;

import dev.pilaster.agent.Binding;
import dev.pilaster.agent.Operation;
import dev.pilaster.agent.Operation.Done;
import dev.pilaster.agent.Operation.Phase;
import dev.pilaster.agent.Operation.StepDone;
import dev.pilaster.agent.Status;
import dev.pilaster.model.Action;
import dev.pilaster.model.Change;
import dev.pilaster.model.Commit;
import dev.pilaster.model.CronRun;
import dev.pilaster.model.Difference;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Problem;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Resource.Health;
import dev.pilaster.model.Resource.Sync;
import dev.pilaster.model.Step;
import dev.pilaster.model.Subject;
import dev.pilaster.model.Subject.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Plain values as an agent in the middle of its life would show them. */
public final class Samples {
  public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final String DIGITS = "0123456789abcdef0123456789abcdef01234567";

  private Samples() {}

  public static Commit commit(int n) {
    var id = DIGITS.substring(n) + DIGITS.substring(0, n);
    return new Commit("main", id, "Ada", "PHP 8.2-" + n, NOW.minusSeconds(600));
  }

  public static Resource container(Sync sync, Health health, List<Difference> drift) {
    return new Resource(
        new Subject(Kind.CONTAINER, "php82"),
        sync,
        health,
        drift,
        Optional.of(4),
        "registry.example.com/php:8.2-1 (sha256:abcd)",
        drift.isEmpty() ? "" : "somebody changed it");
  }

  public static Resource fileset() {
    return fileset("nginx");
  }

  static Resource fileset(String name) {
    return new Resource(
        new Subject(Kind.FILESET, name),
        Sync.SYNCED,
        Health.HEALTHY,
        List.of(),
        Optional.empty(),
        "",
        "");
  }

  public static Status status() {
    var drift = List.of(new Difference("mem_limit", "1g", "512m"));
    return status(
        Sync.OUT_OF_SYNC,
        Health.DEGRADED,
        List.of(
            new Status.Standing(
                container(Sync.OUT_OF_SYNC, Health.DEGRADED, drift), NOW.minusSeconds(60)),
            new Status.Standing(fileset(), NOW.minusSeconds(3600))));
  }

  public static Status status(Sync sync, Health health, List<Status.Standing> resources) {
    return status(sync, health, resources, true);
  }

  /** After a turn that could not observe the host. */
  static Status withoutEngine() {
    return status(Sync.UNKNOWN, Health.UNKNOWN, List.of(), false);
  }

  private static Status status(
      Sync sync, Health health, List<Status.Standing> resources, boolean engine) {
    return new Status(
        "web1",
        sync,
        health,
        Optional.empty(),
        Optional.of(commit(2)),
        Optional.of(commit(2)),
        Optional.of(commit(1)),
        Optional.of(finished()),
        List.of(new Problem("sites/acme.yaml", 12, "mounts", "expected a map", Optional.empty())),
        resources,
        Optional.empty(),
        Optional.of(NOW.minusSeconds(5)),
        Optional.of(NOW.minusSeconds(4)),
        engine);
  }

  /** Bound to where it runs. */
  public static Binding.Machine machine() {
    var digest = Optional.of("0123456789abcdef0123456789abcdef");
    return new Binding.Machine(digest, digest);
  }

  /** Before the first turn. */
  public static Status unborn() {
    return new Status(
        "web1",
        Sync.UNKNOWN,
        Health.UNKNOWN,
        Optional.of("mode: observe"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.of("cannot reach git.example.com"),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  public static Plan plan() {
    var change =
        Change.now(
            new Subject(Kind.CONTAINER, "php82"),
            Action.REPLACE,
            List.of("image: php:8.2-1 → php:8.2-2"),
            List.of(new Step.Start("php82-g5", List.of()), new Step.Start("php82-g6", List.of())),
            "f1");
    return new Plan(
        List.of(change.blocked("the window opens at 06:00")),
        List.of(),
        Memory.empty(),
        Optional.empty(),
        List.of(),
        new TreeMap<>(Map.of("acme/feed", job())));
  }

  private static CronRun job() {
    return new CronRun(
        NOW.minusSeconds(9),
        Optional.of(NOW),
        "ok",
        0,
        Optional.of(NOW),
        new TreeMap<>(Map.of("ok", 41L, "failed", 2L)),
        "");
  }

  /** A plan in which a removal waits for approval. */
  public static Plan waiting() {
    var approval =
        new Plan.Approval(
            "1a2b3c4d",
            new Subject(Kind.FILESET, "nginx"),
            Action.REMOVE,
            List.of(
                "/etc/nginx/pilaster.d/acme.conf",
                "/etc/nginx/pilaster.d/beta.conf",
                "would remove 2 sites, more than max_removals: 1"));
    var plan = plan();
    return new Plan(
        plan.changes(), plan.resources(), plan.memory(), plan.wakeAt(), List.of(approval));
  }

  public static Operation running() {
    return new Operation(
        8,
        "api",
        "ci",
        commit(2).revision(),
        "Ada",
        "PHP 8.2-2",
        Phase.RUNNING,
        NOW,
        Optional.empty(),
        "",
        List.of());
  }

  public static Operation finished() {
    return new Operation(
        7,
        "poll",
        "",
        commit(2).revision(),
        "Ada",
        "PHP 8.2-2",
        Phase.FAILED,
        NOW.minusSeconds(90),
        Optional.of(NOW.minusMillis(59_500)),
        "container/php82: it exited with 1",
        List.of(done("RolledBack", "it exited with 1", "line 1\nline 2")));
  }

  /** An upgrade whose way back failed as well. */
  static Operation stuck() {
    var failed = finished();
    return new Operation(
        failed.id(),
        failed.trigger(),
        failed.by(),
        failed.revision(),
        failed.author(),
        failed.subject(),
        failed.phase(),
        failed.startedAt(),
        failed.finishedAt(),
        failed.message(),
        List.of(done("Stuck", "the snapshot cannot be read", "")));
  }

  public static Operation older() {
    return new Operation(
        6,
        "start",
        "",
        commit(1).revision(),
        "Ada",
        "PHP 8.2-1",
        Phase.SUCCEEDED,
        NOW.minusSeconds(900),
        Optional.of(NOW.minusSeconds(880)),
        "",
        List.of(done("Applied", "", "")));
  }

  private static Done done(String outcome, String message, String log) {
    return new Done(
        "container",
        "php82",
        "replace",
        List.of("image: php:8.2-1 → php:8.2-2"),
        List.of(
            new StepDone("create php82-g5", NOW.minusSeconds(90), 250, 1, true, ""),
            new StepDone("ask php82-g5", NOW.minusSeconds(89), 12_000, 9, false, message)),
        outcome,
        message,
        log,
        "f" + commit(2).shortId());
  }

  public static SortedMap<String, Memory.Quarantine> refused() {
    var refused = new TreeMap<String, Memory.Quarantine>();
    refused.put("container/php82", new Memory.Quarantine("f1", "it exited with 1", NOW));
    refused.put(
        "/etc/nginx/pilaster.d/acme.conf", new Memory.Quarantine("f2", "unknown directive", NOW));
    return refused;
  }
}
