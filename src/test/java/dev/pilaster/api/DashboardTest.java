package dev.pilaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Resource;
import dev.pilaster.model.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The dashboard's files, without a browser. */
@Tag("outer")
class DashboardTest {
  private static final Path HOME = Path.of("src/main/resources/dev/pilaster/api/dashboard");

  /** Ways from a text to markup or to code, and anything from elsewhere. */
  private static final Pattern TRUSTING =
      Pattern.compile(
          "innerHTML|outerHTML|insertAdjacent|document\\.write|eval\\(|new Function|//\\w");

  private ApiUnderTest api;

  @BeforeEach
  void start() {
    api = new ApiUnderTest();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private static Stream<Path> files() throws IOException {
    try (var files = Files.list(HOME)) {
      return files.toList().stream();
    }
  }

  private static String text(String name) throws IOException {
    return Files.readString(HOME.resolve(name));
  }

  @Test
  void everyFileIsServedToEverybodyUnderAStrictPolicy() throws IOException {
    assertThat(files().map(file -> file.getFileName().toString().replace("index.html", "")))
        .allSatisfy(
            name -> {
              var answer = api.ask("GET", "/" + name, "").answer();
              assertThat(answer.status()).isEqualTo(200);
              assertThat(answer.header("Content-Security-Policy"))
                  .startsWith("default-src 'none'; script-src 'self'")
                  .doesNotContain("unsafe");
            });
  }

  @Test
  void noFileTrustsATextOrAsksElsewhere() throws IOException {
    assertThat(files().filter(file -> !file.toString().endsWith(".svg")))
        .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContainPattern(TRUSTING));
  }

  @Test
  void everyKindOfResourceHasItsPlace() throws IOException {
    var words = text("resources.js");
    assertThat(Subject.Kind.values())
        .allSatisfy(kind -> assertThat(words).contains('"' + kind.text() + '"', kind.text() + ":"));
  }

  @Test
  void everyHealthHasItsColour() throws IOException {
    var words = text("words.js").toLowerCase(Locale.ROOT);
    assertThat(Resource.Health.values())
        .filteredOn(health -> health != Resource.Health.UNKNOWN)
        .allSatisfy(health -> assertThat(words).contains(health.text().toLowerCase(Locale.ROOT)));
  }
}
