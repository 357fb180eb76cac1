package dev.pilaster.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pilaster.model.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real PHP reads back what was written. */
class SettingsFileIT {
  @TempDir Path dir;

  @Test
  void hostileValuesArriveAsTheyAre() throws IOException {
    var values =
        Map.<String, Object>of(
            "quotes", "a'b\\c$d?>\"`",
            "end", "trailing\\",
            "lines", "one\r\ntwo\n?><?php exit;",
            "unicode", "é \u2028 😀",
            "it's", List.of("\\'", "\\\\'", "${x} {$y}"),
            "typed", List.of(0, -7, 1.5, true, false, "0"));
    assertThat(read(values)).isEqualTo(new TreeMap<>(values));
  }

  @Test
  void theExtremesOfIntegersStayIntegers() throws IOException {
    var values = Map.<String, Object>of("x", List.of(Long.MIN_VALUE, Long.MAX_VALUE));
    assertThat(read(values)).isEqualTo(values);
  }

  private Map<?, ?> read(Map<String, Object> values) throws IOException {
    var settings =
        new Site.Settings(
            Optional.empty(),
            List.of(),
            true,
            "",
            "auto",
            new TreeMap<>(values),
            new TreeMap<>(),
            List.of());
    var file = Files.writeString(dir.resolve("settings.php"), SettingsFile.text(settings));
    var include = dir.resolve("it's included.php");
    Files.writeString(include, SettingsFile.include(file.toString()));
    var code = "echo json_encode(require $argv[1]);";
    var argv = List.of("php8.2", "-n", "-r", code, "--", include.toString());
    var process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    return new ObjectMapper().readValue(process.getInputStream(), Map.class);
  }
}
