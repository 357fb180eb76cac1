package dev.pilaster.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("outer")
final class BindingTest extends AgentBed {
  private static final String ONE = "0123456789abcdef0123456789abcdef\n";
  private static final String OTHER = "fedcba9876543210fedcba9876543210\n";

  private void machine(String id) throws IOException {
    Files.writeString(dir.resolve("etc-machine-id"), id);
  }

  private Path kept() {
    return dir.resolve(Binding.NAME);
  }

  @Test
  void theFirstTurnBindsAndNeverKeepsTheIdItself() throws IOException {
    machine(ONE);
    agent.turn("start");
    assertThat(kept()).content().matches("[0-9a-f]{32}\n").isNotEqualTo(ONE);
    assertThat(desk.status().suspended()).isEmpty();
    assertThat(desk.live().machine().bound()).isEqualTo(desk.live().machine().id()).isPresent();
  }

  @Test
  void aClonedMachineWatchesUntilItIsBoundAndNeedsNoRestart() throws IOException {
    machine(ONE);
    settle();
    machine(OTHER);
    host.containers.remove("php82-g1");
    agent.turn("event");
    assertThat(host.containers).doesNotContainKey("php82-g2");
    assertThat(desk.status().suspended().orElseThrow()).contains("another machine", "bind");
    assertThat(desk.plan().changes()).isNotEmpty();
    assertThat(desk.live().machine().foreign()).isTrue();
    binding().bind();
    settle();
    assertThat(host.live).containsEntry(PHP82, 2);
  }

  @Test
  void noSyncPassesOnAnotherMachine() throws IOException {
    machine(ONE);
    settle();
    machine(OTHER);
    var suspension = new Suspension(store, dir.resolve("suspended"), false, binding(), clock);
    assertThat(suspension.holds(true)).isTrue();
    binding().bind();
    Files.writeString(dir.resolve("suspended"), "a look");
    assertThat(List.of(suspension.holds(true), suspension.holds(false)))
        .containsExactly(false, true);
  }

  @Test
  void aLostStateIsBoundAnew() throws IOException {
    machine(ONE);
    binding().claim();
    machine(OTHER);
    Files.delete(kept());
    assertThat(binding().foreign()).isEmpty();
    assertThat(kept()).exists();
  }

  @Test
  void aHostWithoutAnIdWorksUnbound() throws IOException {
    for (var text : Set.of("", "uninitialized\n")) {
      machine(text);
      assertThat(binding().foreign()).isEmpty();
      assertThat(kept()).doesNotExist();
    }
    assertThatThrownBy(() -> binding().bind()).hasMessageContaining("holds no id");
  }

  @Test
  void whoOnlyLooksBindsNothing() throws IOException {
    machine(ONE);
    var seen = binding().look();
    assertThat(seen.bound()).isEmpty();
    assertThat(seen.id()).isNotEqualTo(Optional.of(ONE.strip()));
    assertThat(kept()).doesNotExist();
  }
}
