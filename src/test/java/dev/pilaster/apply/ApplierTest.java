package dev.pilaster.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Action;
import dev.pilaster.model.Change;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Name;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Step;
import dev.pilaster.model.Subject;
import dev.pilaster.sim.FakeHost;
import dev.pilaster.sim.Hands;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ApplierTest {
  private final Hands clock = new Hands();
  private final Queue<Runnable> lane = new ArrayDeque<>();
  private final Applier applier =
      new Applier(new FakeHost(clock), lane::add, lane::add, clock, () -> {});

  private static Plan plan(String... subjects) {
    var step = new Step.Unpoint(new Name("php82"));
    var changes =
        Stream.of(subjects)
            .map(Subject::parse)
            .map(s -> Change.now(s, Action.UPDATE, List.of(), List.of(step), ""))
            .toList();
    return new Plan(changes, List.of(), Memory.empty(), Optional.empty(), List.of());
  }

  private List<String> performed() {
    var subjects = new ArrayList<String>();
    for (var next = lane.poll(); next != null; next = lane.poll()) {
      next.run();
      applier.collect().forEach(o -> subjects.add(o.change().subject().toString()));
    }
    return subjects;
  }

  @Test
  void noKindWaitsForAllOfAnother() {
    applier.begin(plan("release/a", "release/b", "release/c", "container/a", "container/b"));
    assertThat(performed())
        .containsExactly("release/a", "container/a", "release/b", "container/b", "release/c");
  }

  @Test
  void aSubjectIsWorkedOnOnceAtATime() {
    applier.begin(plan("release/a"));
    applier.begin(plan("release/a", "release/b"));
    assertThat(performed()).containsExactly("release/a", "release/b");
    applier.begin(plan("release/a"));
    assertThat(performed()).containsExactly("release/a");
  }
}
