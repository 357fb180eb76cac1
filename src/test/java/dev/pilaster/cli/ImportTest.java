package dev.pilaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.api.ApiUnderTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("outer")
class ImportTest {
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
  void itOnlyShowsWhatItWouldFill() {
    var result = terminal.type("import", "acme");
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("/srv/backups/acme.sql.gz", "schema acme on mariadb", "12 tables")
        .endsWith(
            """
            What is there goes only with --replace, once it has been saved on this host.
            Nothing was imported. `pilaster import acme --replace --yes` does it.
            """);
  }

  @Test
  void whatIsEmptyNeedsNoMore() {
    assertThat(terminal.type("import", "beta").out())
        .contains("nothing")
        .endsWith("Nothing was imported. `pilaster import beta --yes` does it.\n");
  }

  @Test
  void withYesItAsks() {
    assertThat(terminal.type("import", "acme", "--yes").err()).contains("is not empty");
    var result = terminal.type("import", "acme", "--yes", "--replace");
    assertThat(result.code()).isZero();
    assertThat(result.out()).endsWith("Asked for. `pilaster sync --wait` says how it ended.\n");
  }
}
