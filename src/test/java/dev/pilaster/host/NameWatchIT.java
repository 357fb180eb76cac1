package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Name;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a real engine's event to a real dnsmasq's answer. */
class NameWatchIT {
  private static final Name WEB = new Name("web");

  @TempDir Path dir;
  private NameBed names;

  @BeforeEach
  void start() throws IOException {
    names = new NameBed(dir);
  }

  @AfterEach
  void stop() throws IOException {
    names.close();
  }

  private Duration next() throws InterruptedException {
    var took = names.took.poll(20, TimeUnit.SECONDS);
    assertThat(took).isNotNull();
    return took;
  }

  @Test
  void aRestartIsAnsweredAndMeasured() throws Exception {
    names.restart();
    assertThat(next()).isPositive().isLessThan(Duration.ofSeconds(5));
    assertThat(names.ask("web.ctr.internal")).containsExactly(names.first());
  }

  @Test
  void anAddressThatChangedIsRightWithoutATurn() throws Exception {
    names.moveTo(names.second());
    names.restart();
    next();
    assertThat(names.ask("web")).containsExactly(names.second());
    assertThat(names.ask("web.ctr.internal")).containsExactly(names.second());
  }

  @Test
  void aServiceWithoutTrafficHasNoNameAndThatIsRight() throws Exception {
    Files.delete(names.file());
    names.active.remove(WEB);
    names.restart();
    next();
    assertThat(names.ask("web")).isEmpty();
  }

  @Test
  void aFileOfSomebodyElseStaysAsItIs() throws Exception {
    Files.writeString(names.file(), "198.51.100.1 web.ctr.internal web\n");
    names.restart();
    assertThat(names.took.poll(1, TimeUnit.SECONDS)).isNull();
    assertThat(names.file()).hasContent("198.51.100.1 web.ctr.internal web");
  }
}
