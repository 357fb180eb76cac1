package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.ImageRef;
import dev.pilaster.model.Server;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** No verb waits for ever for an engine that has hung, wherever in the verb it does. */
@Tag("outer")
@Timeout(60)
class HungEngineTest {
  private static final Duration SHORT = Duration.ofMillis(150);

  private static final String LATE = "no answer within 150 ms";

  /** Of four lanes each, against 64 connections. */
  private static final int TURNS = 20;

  private static final Server.Network NET = new Server.Network("net", "10.9.0.0/24");
  private static final ImageRef IMAGE = ImageRef.parse("r.example.com/app:1");
  private static final String DIGEST = "r.example.com/app@sha256:" + "d".repeat(64);
  private static final String OURS =
      "200 {\"Config\": {\"Labels\": {\"pilaster.prefix\": \"x-\"}}}";
  private static final String CONTAINER = "/containers/x-web-g1/json";

  /** They give what has verbs of its own, or end by themselves. */
  private static final List<String> NO_VERBS =
      List.of("execs", "throwaways", "writers", "events", "pulls", "inspections", "close");

  @TempDir Path dir;
  private int engines;

  private interface Verb {
    void on(Engine engine) throws IOException;
  }

  private static Map<String, Verb> verbs() {
    return Map.ofEntries(
        Map.entry("root", Engine::root),
        Map.entry("containers", Engine::containers),
        Map.entry("address", e -> e.address("web-g1")),
        Map.entry("images", Engine::images),
        Map.entry("network", e -> e.network("net")),
        Map.entry("createNetwork", e -> e.createNetwork(NET)),
        Map.entry("pull", e -> e.pull(IMAGE, Optional.empty(), p -> {})),
        Map.entry("latest", e -> e.latest(IMAGE, Optional.empty())),
        Map.entry("removeImage", e -> e.removeImage(DIGEST)),
        Map.entry("create", e -> e.create(new Draft(NET).spec())),
        Map.entry("pid", e -> e.pid("web-g1")),
        Map.entry("start", e -> e.start("web-g1")),
        Map.entry("stop", e -> e.stop("web-g1", SHORT)),
        Map.entry("remove", e -> e.remove("web-g1")),
        Map.entry("update", e -> e.update("web-g1", "no", Optional.empty())),
        Map.entry("logs", e -> e.logs("web-g1", 9)),
        Map.entry("report", e -> e.report("web-g1", 9)));
  }

  private SilentEngine silent(Map<String, String> answers) throws IOException {
    return new SilentEngine(dir.resolve(++engines + ".sock"), answers);
  }

  private Engine engine(SilentEngine silent) {
    return engine(silent, SHORT);
  }

  private Engine engine(SilentEngine silent, Duration longest) {
    return new Engine(new Api(new Wire(silent.host(), longest)), silent.host(), "x-", dir);
  }

  private HostException failure(Map<String, String> answers, Verb verb) throws IOException {
    try (var silent = silent(answers);
        var engine = engine(silent)) {
      return catchThrowableOfType(HostException.class, () -> verb.on(engine));
    }
  }

  private void ends(Map<String, String> answers, String name, Verb verb) throws IOException {
    var failure = failure(answers, verb);
    assertThat(failure).as(name).hasMessageContaining(LATE);
    assertThat(failure.kind()).as(name).isEqualTo(Kind.TRANSIENT);
  }

  @Test
  void everyVerbEndsAtItsDeadline() throws IOException {
    try (var silent = silent(Map.of());
        var engine = engine(silent)) {
      var failures = verbs().entrySet().parallelStream().map(v -> says(engine, v)).toList();
      assertThat(failures).hasSameSizeAs(verbs().keySet()).allMatch(f -> f.endsWith(LATE), LATE);
    }
  }

  private static String says(Engine engine, Map.Entry<String, Verb> verb) {
    var failure = catchThrowableOfType(HostException.class, () -> verb.getValue().on(engine));
    return verb.getKey() + ": " + failure.kind() + ": " + failure.getMessage();
  }

  @Test
  void everyVerbIsTriedHere() {
    var all =
        Arrays.stream(Engine.class.getDeclaredMethods())
            .filter(m -> !m.isSynthetic() && !Modifier.isPrivate(m.getModifiers()))
            .map(Method::getName)
            .filter(n -> !NO_VERBS.contains(n))
            .collect(Collectors.toSet());
    assertThat(verbs().keySet()).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void aVerbEndsInTheMiddle() throws IOException {
    ends(Map.of(CONTAINER, OURS), "remove", e -> e.remove("web-g1"));
    ends(Map.of(CONTAINER, OURS), "report", e -> e.report("web-g1", 9));
    ends(Map.of(CONTAINER, "404 {}"), "create", e -> e.create(new Draft(NET).spec()));
  }

  @Test
  void oneInspectThatHangsLeavesNoneBehind() throws IOException {
    var ids =
        IntStream.range(0, 50).mapToObj("{\"Id\": \"%d\"}"::formatted).collect(Collectors.toList());
    var list = Map.of("/containers/json", "200 " + ids);
    try (var silent = silent(list);
        var engine = engine(silent, Duration.ofMillis(50))) {
      // More than the transport has connections: a call that is not given up keeps its own.
      var failures = Stream.generate(() -> failure(engine)).limit(TURNS).toList();
      assertThat(failures.subList(TURNS - 5, TURNS))
          .contains("inspect container 0: no answer within 50 ms");
    }
  }

  private static String failure(Engine engine) {
    var failure = catchThrowableOfType(HostException.class, engine::containers);
    return String.valueOf(failure.getMessage());
  }

  @Test
  void aCommandThatIsNeverStartedEnds() throws IOException {
    var created = Map.of("/containers/x-web-g1/exec", "200 {\"Id\": \"e1\"}");
    ends(
        created,
        "exec",
        e -> e.execs().run(EngineBed.command(SHORT, "true"), Conversation.Feed.NOTHING));
  }
}
