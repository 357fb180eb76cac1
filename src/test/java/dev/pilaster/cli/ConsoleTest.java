package dev.pilaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  @Test
  void colourIsForTerminalsAlone() {
    assertThat(Console.colourful(true, Map.of())).isTrue();
    assertThat(Console.colourful(false, Map.of())).isFalse();
  }

  @Test
  void nobodyGetsColourWhoDoesNotWantIt() {
    assertThat(Console.colourful(true, Map.of("NO_COLOR", "1"))).isFalse();
    assertThat(Console.colourful(true, Map.of("NO_COLOR", ""))).isTrue();
  }
}
