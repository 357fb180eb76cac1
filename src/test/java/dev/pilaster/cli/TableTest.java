package dev.pilaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
  private static Console console(boolean colour) {
    var nowhere = new PrintWriter(new StringWriter());
    return new Console(
        nowhere, nowhere, Map.of(), colour, colour, 80, Clock.systemUTC(), time -> {});
  }

  @Test
  void columnsAreAsWideAsWhatTheyHold() {
    var table = new Table("A", "BB").row("long", "x").row("y", "");
    assertThat(table.lines(console(false))).containsExactly("A     BB", "long  x", "y");
  }

  @Test
  void theWidestColumnGivesWay() {
    var lines = new Table("A", "B").row("name", "x".repeat(200)).lines(console(false));
    assertThat(lines.get(1)).hasSize(80).startsWith("name  xxx").endsWith("x…");
  }

  @Test
  void coloursTakeNoRoom() {
    var lines = new Table("A", "B").row("Synced", "x").lines(console(true));
    assertThat(lines.get(1)).isEqualTo("\033[32mSynced\033[0m  x");
  }

  @Test
  void aCharacterOutsideOfTheBasicPlaneIsOneColumn() {
    var lines = new Table("A", "B").row("😀", "x").lines(console(false));
    assertThat(lines.get(1)).isEqualTo("😀  x");
  }
}
