package dev.pilaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilaster.agent.Operation;
import dev.pilaster.agent.Progress;
import dev.pilaster.agent.Status;
import dev.pilaster.model.Pulled;
import dev.pilaster.model.Resource.Health;
import dev.pilaster.model.Resource.Sync;
import dev.pilaster.model.Subject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code GET /api/v1/events}, read as it comes. */
@Tag("outer")
class EventsTest {
  private ApiUnderTest api;

  @BeforeEach
  void start() {
    api = new ApiUnderTest();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private record Event(String id, String kind, JsonNode data) {}

  private static Event next(BufferedReader stream) throws IOException {
    var id = "";
    var kind = "";
    while (true) {
      var line = stream.readLine();
      if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("event: ")) {
        kind = line.substring(7);
      } else if (line.startsWith("data: ")) {
        return new Event(id, kind, Json.read(line.substring(6).getBytes(StandardCharsets.UTF_8)));
      }
    }
  }

  private BufferedReader listen(String lastId) throws IOException {
    var stream = Crowd.stream(api, lastId);
    assertThat(stream.readLine()).isEqualTo("retry: 2000");
    return stream;
  }

  private void stands(Status status) {
    api.control.status = status;
    api.control.live().stood(status, Optional.empty());
  }

  private static Status with(Operation operation) {
    var s = Samples.status();
    return new Status(
        s.server(),
        s.sync(),
        s.health(),
        s.suspended(),
        s.desired(),
        s.attempted(),
        s.applied(),
        Optional.of(operation),
        s.problems(),
        s.resources(),
        s.sourceError(),
        s.polledAt(),
        s.turnedAt(),
        s.engine());
  }

  private static Status healthy() {
    var php82 = Samples.container(Sync.SYNCED, Health.HEALTHY, List.of());
    return Samples.status(
        Sync.SYNCED, Health.HEALTHY, List.of(new Status.Standing(php82, Samples.NOW)));
  }

  @Test
  void anOperationBeginsThenChangesThenEnds() throws Exception {
    var stream = listen("");
    stands(with(Samples.running()));
    var begun = next(stream);
    assertThat(begun.kind()).isEqualTo("operation");
    assertThat(begun.data().get("phase").textValue()).isEqualTo("Running");
    stands(with(Samples.finished()));
    assertThat(next(stream).kind()).isEqualTo("step");
    assertThat(next(stream).data().get("message").textValue()).isEqualTo("it exited with 1");
    var change = next(stream);
    assertThat(change.kind()).isEqualTo("change");
    assertThat(change.data().get("outcome").textValue()).isEqualTo("RolledBack");
    var ended = next(stream);
    assertThat(ended.kind()).isEqualTo("operation");
    assertThat(ended.data().get("phase").textValue()).isEqualTo("Failed");
  }

  @Test
  void driftNamesItsFieldsAndItsEnd() throws Exception {
    stands(healthy());
    var stream = listen("");
    stands(Samples.status());
    var drift = next(stream);
    assertThat(drift.kind()).isEqualTo("drift");
    assertThat(drift.data().get("drift").get(0).get("field").textValue()).isEqualTo("mem_limit");
    assertThat(next(stream).data().get("health").textValue()).isEqualTo("Degraded");
    assertThat(next(stream).data().get("name").textValue()).isEqualTo("nginx");
    assertThat(next(stream).data().get("kind").textValue()).isEqualTo("server");
    stands(healthy());
    assertThat(next(stream).data().get("drift")).isEmpty();
  }

  @Test
  void whatIsGoneStandsNoMore() throws Exception {
    var stream = listen("");
    stands(healthy());
    for (var event = next(stream); ; event = next(stream)) {
      if (event.data().path("name").asText().equals("nginx")) {
        assertThat(event.kind()).isEqualTo("health");
        assertThat(event.data().get("health").isNull()).isTrue();
        return;
      }
    }
  }

  @Test
  void aListenerGoesOnWhereItWas() throws Exception {
    var first = listen("");
    stands(with(Samples.running()));
    var seen = next(first).id();
    stands(with(Samples.finished()));
    var missed = next(first);
    var again = listen(seen);
    assertThat(next(again)).isEqualTo(missed);
  }

  @Test
  void aListenerThatMissedTooMuchIsToldSo() throws Exception {
    for (var i = 0; i < 600; i++) {
      stands(with(Samples.running()));
      stands(with(Samples.older()));
    }
    var stream = listen("");
    stands(with(Samples.running()));
    var newest = next(stream).id();
    var old = newest.replaceFirst("-.*", "-1");
    assertThat(next(listen(old)).kind()).isEqualTo("reset");
    assertThat(next(listen("another-5")).kind()).isEqualTo("reset");
    assertThat(next(listen("what")).kind()).isEqualTo("reset");
  }

  @Test
  void aListenerThatReadsSlowerThanItHappensIsToldSo() throws Exception {
    var stream = listen("");
    var many =
        IntStream.range(0, 1200)
            .mapToObj(i -> Samples.fileset("many" + i))
            .map(fileset -> new Status.Standing(fileset, Samples.NOW))
            .toList();
    stands(Samples.status(Sync.SYNCED, Health.HEALTHY, many));
    assertThat(next(stream).kind()).isEqualTo("reset");
  }

  @Test
  void aPullIsToldAsItGoesOn() throws Exception {
    var stream = listen("");
    var php82 = Subject.parse("container/php82");
    var pull = Optional.of(new Pulled(4, 1, 300, 1000));
    api.control.progress = List.of(new Progress(php82, "pull php:8.2", Samples.NOW, pull));
    var event = next(stream);
    assertThat(event.kind()).isEqualTo("progress");
    assertThat(event.id()).isEmpty();
    var told = event.data().get("progress").get(0).get("pull");
    assertThat(told.get("layers_done").intValue()).isEqualTo(1);
    assertThat(told.get("bytes_total").intValue()).isEqualTo(1000);
  }

  @Test
  void aStreamEndsWithTheAgent() throws Exception {
    var stream = listen("");
    api.close();
    assertThat(stream.lines().filter(l -> l.startsWith("event"))).isEmpty();
  }
}
