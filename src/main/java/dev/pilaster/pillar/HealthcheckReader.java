package dev.pilaster.pillar;

import dev.pilaster.model.Service;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code healthcheck} of a container: the engine's own check. */
final class HealthcheckReader {
  private static final Shape<List<String>> TEST_SHAPE =
      Shapes.either(
          Shapes.TEXT.to(t -> List.of("CMD-SHELL", t)),
          Shapes.list(Shapes.TEXT).to(HealthcheckReader::test));

  private static final Keys KEYS = new Keys();
  private static final Key<Optional<List<String>>> TEST =
      KEYS.maybe("test", TEST_SHAPE, "[CMD, …], [CMD-SHELL, …], [NONE] or a shell's line");
  private static final Key<Optional<Duration>> INTERVAL =
      KEYS.maybe("interval", Units.DURATION, "like 10s");
  private static final Key<Optional<Duration>> TIMEOUT =
      KEYS.maybe("timeout", Units.DURATION, "like 3s");
  private static final Key<Optional<Integer>> RETRIES =
      KEYS.maybe("retries", Shapes.integer(1, 1000), "like 3");
  private static final Key<Optional<Duration>> START_PERIOD =
      KEYS.maybe("start_period", Units.DURATION, "like 20s");
  private static final Key<Boolean> DISABLE =
      KEYS.or("disable", Shapes.BOOL, false, "do without the image's check; = false");

  static final Shape<Service.Healthcheck> SHAPE = KEYS.shape(HealthcheckReader::read);

  private HealthcheckReader() {}

  private static List<String> test(List<String> words) {
    if (words.isEmpty() || !List.of("NONE", "CMD", "CMD-SHELL").contains(words.get(0))) {
      throw new IllegalArgumentException("starts with one of NONE, CMD, CMD-SHELL");
    }
    if (words.get(0).equals("NONE") != (words.size() == 1)) {
      throw new IllegalArgumentException("NONE stands alone, CMD and CMD-SHELL do not");
    }
    return words;
  }

  private static Service.Healthcheck read(Values v) {
    if (v.get(DISABLE) == v.get(TEST).isPresent()) {
      v.fail("a healthcheck has either a test or disable: true");
    }
    return new Service.Healthcheck(
        v.get(TEST).orElse(List.of("NONE")),
        v.get(INTERVAL),
        v.get(TIMEOUT),
        v.get(RETRIES),
        v.get(START_PERIOD));
  }
}
