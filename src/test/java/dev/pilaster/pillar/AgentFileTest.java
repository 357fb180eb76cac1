package dev.pilaster.pillar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder of {@code src/test/golden/agent} is a case: {@code agent.yaml}, the variables of
 * {@code environment}, and what is made of them. {@code -Dgolden.update=true} writes the latter.
 */
class AgentFileTest {
  private static final Path CASES = Path.of("src/test/golden/agent");
  private static final String FILE = "/etc/pilaster/agent.yaml";

  static Stream<String> cases() throws IOException {
    try (var folders = Files.list(CASES)) {
      return folders.map(f -> f.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theSettingsAreAsWrittenDown(String name) throws IOException {
    var folder = CASES.resolve(name);
    var text = Files.readString(folder.resolve("agent.yaml"));
    var reading = AgentFile.read(FILE, Optional.of(text), environment(folder));
    var expected = folder.resolve("expected.txt");
    var found =
        reading.settings().map(Printed::of).orElse("")
            + reading.problems().stream().map(p -> p.text() + "\n").collect(Collectors.joining());
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(expected, found);
    }
    assertThat(found).isEqualTo(Files.readString(expected));
    assertThat(reading.settings().isPresent()).isEqualTo(reading.problems().isEmpty());
  }

  private static Map<String, String> environment(Path folder) throws IOException {
    var variables = new TreeMap<String, String>();
    var file = folder.resolve("environment");
    if (Files.exists(file)) {
      for (var line : Files.readAllLines(file)) {
        variables.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
      }
    }
    return variables;
  }

  @Test
  void theEnvironmentAloneIsEnough() {
    var reading =
        AgentFile.read(FILE, Optional.empty(), Map.of("PILASTER_SOURCE_URL", "/srv/config.git"));
    assertThat(reading.settings()).map(s -> s.source().url()).contains("/srv/config.git");
  }

  @Test
  void withoutARepositoryThereIsNothingToDo() {
    assertThat(AgentFile.read(FILE, Optional.of(""), Map.of()).problems())
        .extracting(Problem::text)
        .containsExactly(FILE + ": source.url: is missing: the config repository");
  }

  @Test
  void everyKeyOfTheSettingsHasAVariable() {
    var variables = new TreeMap<String, String>();
    for (var key :
        new String[] {
          "SERVER",
          "SOURCE_SSH_KEY_FILE",
          "SOURCE_VERIFY_ALLOWED_SIGNERS_FILE",
          "AGE_KEY_FILE",
          "API_TOKENS_FILE",
          "API_METRICS_PUBLIC",
          "DOCKER_NAME_PREFIX",
          "DEEP",
          "PATHS_STATE",
          "PROGRAMS_POSTFIX_CHECK",
          "NOTIFY",
          "COMMIT_STATUS_TOKEN_FILE",
          "POLICY_RAW_NGINX"
        }) {
      variables.put("PILASTER_" + key, "[");
    }
    assertThat(AgentFile.read(FILE, Optional.empty(), variables).problems())
        .extracting(Problem::text)
        .noneMatch(text -> text.contains("is no key of the settings"));
  }
}
