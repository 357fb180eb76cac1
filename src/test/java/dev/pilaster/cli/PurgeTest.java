package dev.pilaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.api.ApiUnderTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("outer")
class PurgeTest {
  private ApiUnderTest api;
  private Terminal terminal;

  @BeforeEach
  void start() {
    api = new ApiUnderTest();
    terminal = Terminal.of(api);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void itOnlyShowsWhatItWouldDelete() {
    var result = terminal.type("purge", "gone");
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("WOULD BE DELETED", "3 MiB", "/srv/sites/gone/shared", "1 KiB")
        .endsWith("Nothing was deleted. There is no way back from `pilaster purge gone --yes`.\n");
  }

  @Test
  void withYesItDeletes() {
    var result = terminal.type("purge", "gone", "--yes");
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("DELETED", "/srv/sites/gone/shared");
  }

  @Test
  void aSiteOfThePillarIsRefused() {
    var result = terminal.type("purge", "acme", "--yes");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("the pillar still places acme here");
  }
}
