package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Pulled;
import org.junit.jupiter.api.Test;

/** How far a pull is, from the lines that an engine writes. */
class PullsTest {
  private final Pulls pulls = new Pulls();

  private static Images.Progress line(String layer, String status, long current, long total) {
    return new Images.Progress(layer, status, current, total);
  }

  @Test
  void countsLayersAndTheBytesOfThoseUnderWay() {
    var seen =
        pulls.watched(
            "php:8.2",
            progress -> {
              progress.accept(line("8.2", "Pulling from php", 0, 0));
              progress.accept(line("a", "Already exists", 0, 0));
              progress.accept(line("b", "Downloading", 10, 100));
              progress.accept(line("b", "Downloading", 40, 100));
              progress.accept(line("c", "Downloading", 5, 50));
              progress.accept(line("d", "Extracting", 50, 50));
              progress.accept(line("", "Digest: sha256:0", 0, 0));
              return pulls.of("php:8.2").orElseThrow();
            });
    assertThat(seen).isEqualTo(new Pulled(4, 1, 45, 150));
  }

  @Test
  void aPullThatIsOverIsUnderWayNoMore() {
    var unused = pulls.watched("php:8.2", progress -> "sha256:0");
    assertThat(pulls.of("php:8.2")).isEmpty();
  }
}
