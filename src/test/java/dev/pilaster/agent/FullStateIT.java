package dev.pilaster.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.host.SmallDisk;
import dev.pilaster.model.Resource.Sync;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An agent whose state directory is on a disk that is really full. */
class FullStateIT extends AgentBed {
  private Optional<SmallDisk> disk = Optional.empty();

  @Override
  void start() {
    disk = disk.or(() -> Optional.of(SmallDisk.at(dir, 2)));
    super.start();
  }

  @AfterEach
  void unmount() {
    disk.ifPresent(SmallDisk::close);
  }

  @Test
  void whatCannotBeKeptIsNotBegunAndGoesOnOnceThereIsRoom() throws IOException {
    disk.orElseThrow().fill();
    for (var i = 0; i < 3; i++) {
      assertThat(agent.turn("timer")).contains(clock.now.plusSeconds(5));
      assertThat(desk.status().sync()).isEqualTo(Sync.UNKNOWN);
      assertThat(desk.status().engine()).isTrue();
      assertThat(desk.status().turnedAt()).contains(clock.now);
    }
    assertThat(host.did).isEmpty();
    disk.orElseThrow().makeRoom();
    settle();
    assertThat(desk.status().sync()).isEqualTo(Sync.SYNCED);
    assertThat(host.live).containsEntry(PHP82, 1);
  }

  @Test
  void aFailureNamesTheFileAndTheDiskAndNothingOfItIsKept() throws IOException {
    settle();
    var before = new MemoryStore(store).memory();
    disk.orElseThrow().fill();
    assertThatThrownBy(() -> store.together(this::write))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(dir.resolve("pilaster.db") + ": ")
        .hasMessageContaining("disk is full");
    assertThat(new MemoryStore(store).memory()).isEqualTo(before);
    disk.orElseThrow().makeRoom();
    store.close();
    start();
    assertThat(new MemoryStore(store).memory()).isEqualTo(before);
    assertThat(store.query(row -> row.getString(1), "PRAGMA integrity_check"))
        .containsExactly("ok");
    assertThat(store.query(row -> row.getString(1), "SELECT key FROM entry WHERE section='much'"))
        .isEmpty();
  }

  private void write() {
    for (var i = 0; i < 500; i++) {
      store.execute("INSERT INTO entry VALUES ('much',?,?)", "key" + i, "x".repeat(9000));
    }
  }
}
