package dev.pilaster.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.agent.Operation.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("outer")
class HistoryTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  @TempDir private Path dir;
  private Store store;
  private History history;

  @BeforeEach
  void open() {
    store = Store.open(dir.resolve("pilaster.db"));
    history = new History(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void keep(long id, Instant began) {
    var ended = Optional.of(began.plusSeconds(1));
    history.keep(
        new Operation(
            id, "poll", "", "r", "Ada", "a change", Phase.SUCCEEDED, began, ended, "", List.of()));
  }

  private List<Long> ids(int limit) {
    return history.list(limit, Long.MAX_VALUE).stream().map(Operation::id).toList();
  }

  @Test
  void whatIsOlderThanNinetyDaysIsForgotten() {
    keep(1, NOW.minus(Duration.ofDays(91)));
    keep(2, NOW.minus(Duration.ofDays(89)));
    history.prune(NOW);
    assertThat(ids(9)).containsExactly(2L);
    assertThat(history.operation(1)).isEmpty();
    assertThat(history.nextId()).isEqualTo(3);
  }

  @Test
  void noMoreThanTenThousandAreKept() {
    store.together(
        () -> {
          for (var id = 1; id <= 10_003; id++) {
            keep(id, NOW);
          }
        });
    history.prune(NOW);
    var kept = ids(20_000);
    assertThat(kept).hasSize(10_000).startsWith(10_003L).endsWith(4L);
  }

  @Test
  void pagesFollowOneAnother() {
    for (var id = 1; id <= 5; id++) {
      keep(id, NOW);
    }
    assertThat(ids(2)).containsExactly(5L, 4L);
    assertThat(history.list(2, 4)).extracting(Operation::id).containsExactly(3L, 2L);
  }
}
