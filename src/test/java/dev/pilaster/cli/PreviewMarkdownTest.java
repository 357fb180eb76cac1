package dev.pilaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.git.TestRepo;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pilaster preview --format markdown}, as a comment of a pull request. */
@Tag("outer")
class PreviewMarkdownTest {
  /** Ends code, HTML and lines, and mentions and links; turns the direction of reading. */
  private static final String HOSTILE =
      "``` </code></details><script>alert(1)</script> @everyone [x](https://evil.example.com)"
          + " ![y](https://evil.example.com/z.png) | <!-- --> https://evil.example.com \\u202e #1";

  @TempDir private Path dir;
  private PullRequest request;

  @BeforeEach
  void makeRepository() {
    request = new PullRequest(dir);
  }

  private String markdown(Consumer<TestRepo> change) {
    return request.preview(change, "--format", "markdown").out();
  }

  private static String web1(String more) {
    return PullRequest.WEB1.replace("8.2-1\" }", "8.2-1\", " + more + " }");
  }

  /** What is outside of code spans and blocks. */
  private static String outside(String markdown) {
    return markdown
        .replaceAll("(?ms)^(`{3,})diff\\n.*?^\\1$", "")
        .replaceAll("(?<!`)(`+)(?!`).+?(?<!`)\\1(?!`)", "");
  }

  @Test
  void theFirstLineIsAlwaysTheSame() {
    assertThat(markdown(repo -> {})).startsWith("<!-- pilaster preview -->\n### Pilaster: Nothing");
    assertThat(markdown(repo -> repo.file("servers/web1.yaml", "nonsense")))
        .startsWith("<!-- pilaster preview -->\n");
  }

  @Test
  void hostileTextOfThePillarIsOnlyEverCode() {
    var hostile =
        web1("environment: { A: \"" + HOSTILE + "\" }, labels: { b: \"" + HOSTILE + "\" }");
    var frozen = "schema: 1\nfreeze: { until: 2099-01-01T00:00:00Z, reason: \"" + HOSTILE + "\" }";
    var text =
        markdown(repo -> repo.file("servers/web1.yaml", hostile.replace("schema: 1", frozen)));
    assertThat(text).contains("@everyone", "\\u202e").doesNotContain("\u202e");
    assertThat(outside(text))
        .contains("container")
        .doesNotContain("everyone", "script", "evil", "](", "#1");
  }

  @Test
  void soIsWhatComesIntoFilesAndProblems() {
    var cron = "crons: { a: { spec: \"0 * * * *\", command: \"" + HOSTILE + "\" } }\n";
    var text = markdown(repo -> repo.file("sites/acme.yaml", PullRequest.ACME + cron));
    assertThat(text).contains("@everyone");
    assertThat(outside(text)).doesNotContain("everyone", "evil", "script");
    var wrong = "\"" + HOSTILE + "\": 1\n";
    var problem = markdown(repo -> repo.file("sites/acme.yaml", PullRequest.ACME + wrong));
    assertThat(problem).contains("@everyone");
    assertThat(outside(problem)).doesNotContain("everyone", "evil", "script");
  }

  @Test
  void aLineOfADiffCannotEndItsBlock() {
    var ticks = "configs: { /a: { content: \"````\\n```` @everyone\\n\" } }";
    request.on(repo -> repo.file("servers/web1.yaml", web1("configs: { /a: { content: x } }")));
    var text = markdown(repo -> repo.file("servers/web1.yaml", web1(ticks)));
    assertThat(text).contains("`````diff\n", "+```` @everyone\n");
    assertThat(outside(text)).doesNotContain("everyone");
  }

  @Test
  void serversToWhichTheSameHappensAreOneParagraph() {
    var image = "8.2-1\"";
    request.on(repo -> servers(repo, image));
    var text = markdown(repo -> servers(repo, "8.2-2\""));
    assertThat(text)
        .contains("20 of 22 servers change", "#### `shop0, shop1, ", " and 12 more servers`")
        .contains("<summary>all 20 servers</summary>", "20 containers are replaced without a gap");
    assertThat(text.split("#### ", -1)).hasSize(2);
  }

  private static void servers(TestRepo repo, String image) {
    for (var n = 0; n < 20; n++) {
      var text =
          PullRequest.WEB2.replace("8.2-1\"", image).replace("beta:", "shop%d:".formatted(n));
      repo.file("servers/shop%d.yaml".formatted(n), text)
          .file("sites/shop%d.yaml".formatted(n), PullRequest.site("php", "shop" + n));
    }
  }

  @Test
  void aLongDiffIsFoldedAndAVeryLongOneIsLeftOut() {
    var lines = "a line of some length\\n".repeat(40);
    request.on(repo -> repo.file("servers/web1.yaml", web1(config("old\\n"))));
    assertThat(markdown(repo -> repo.file("servers/web1.yaml", web1(config(lines)))))
        .contains("<details><summary>1 generated file to be written or removed</summary>");
    var longest = ("x".repeat(1000) + "\\n").repeat(100);
    var text = markdown(repo -> repo.file("servers/web1.yaml", web1(config(longest))));
    assertThat(text).contains("1 generated file differ; left out, too long");
    assertThat(text.length()).isLessThan(60_000);
  }

  private static String config(String text) {
    return "configs: { /a: { content: \"%s\" } }".formatted(text);
  }

  @Test
  void problemsAreMarked() {
    var text = markdown(repo -> repo.file("servers/web1.yaml", PullRequest.WEB1 + "nonsense: 1\n"));
    assertThat(text.toLowerCase(Locale.ROOT))
        .contains(
            "❌ **1 server is invalid", "#### `web1` is invalid", "- ❌ `servers/web1.yaml:12: ");
  }
}
