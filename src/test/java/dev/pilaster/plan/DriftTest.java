package dev.pilaster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Difference;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DriftTest {
  @Test
  void aFieldIsNamedWithBothValues() {
    var desired = new TreeMap<>(Map.of("mem_limit", "256m", "user", "www-data"));
    var live = new TreeMap<>(Map.of("mem_limit", "512m", "user", "www-data", "hostname", "web"));
    assertThat(Drift.of(desired, live))
        .containsExactly(new Difference("mem_limit", "256m", "512m"));
    assertThat(Drift.of(desired, new TreeMap<>(Map.of("mem_limit", "256m"))))
        .containsExactly(new Difference("user", "www-data", "(unset)"));
  }

  @Test
  void neitherASecretNorItsDigestIsShown() {
    var desired = new TreeMap<>(Map.of("env_secret.SMTP_PASSWORD", "sha256:0123"));
    var live = new TreeMap<>(Map.of("env_secret.SMTP_PASSWORD", "sha256:4567"));
    assertThat(Drift.of(desired, live))
        .containsExactly(new Difference("env_secret.SMTP_PASSWORD", "•••", "another value"));
  }
}
