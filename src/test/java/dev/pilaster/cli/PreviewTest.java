package dev.pilaster.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilaster.api.Golden;
import dev.pilaster.api.Json;
import dev.pilaster.git.TestRepo;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code pilaster preview}; nothing here has a key, or a host. */
@Tag("outer")
class PreviewTest {
  @TempDir private Path dir;
  private PullRequest request;

  @BeforeEach
  void makeRepository() {
    request = new PullRequest(dir);
  }

  private String text(Consumer<TestRepo> change) {
    var result = request.preview(change);
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    return result.out();
  }

  private static Consumer<TestRepo> web1(String old, String young) {
    return repo -> repo.file("servers/web1.yaml", PullRequest.WEB1.replace(old, young));
  }

  private static Consumer<TestRepo> acme(String old, String young) {
    return repo -> repo.file("sites/acme.yaml", PullRequest.ACME.replace(old, young));
  }

  @Test
  void whatIsReadByNobodyChangesNothing() {
    var text = text(repo -> repo.file("README.md", "hello").file("sites/lost.yaml", "a"));
    assertThat(text).isEqualTo("Nothing changes on 2 servers.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "markdown"})
  void aChangeOfManyKindsIsAsWrittenDown(String format) {
    var result = request.preview(PreviewTest::many, "--format", format);
    Golden.check("cli/preview/many." + format, result.out());
  }

  private static void many(TestRepo repo) {
    var web1 =
        PullRequest.WEB1
            .replace("8.2-1", "8.2-2")
            .replace("10.11-1", "11.4-1")
            .replace("docs: {}", "news: { container: php82 }");
    var acme =
        PullRequest.ACME.replace("ref: main", "ref: v2")
            + "crons: { a: { spec: \"0 * * * *\", command: date } }\n"
            + "nginx: { client_max_body_size: 99m }\n";
    repo.file("servers/web1.yaml", web1)
        .file("sites/news.yaml", PullRequest.site("php", "news"))
        .file("sites/acme.yaml", acme);
  }

  @Test
  void aTagThatMovedOnIsAReplacementWithoutAGap() {
    assertThat(text(web1("8.2-1", "8.2-2")))
        .contains("  ± container/php82\n", "php:8.2-1 → registry.example.com/php:8.2-2\n")
        .contains("start-first, no gap")
        .doesNotContain("sha256", "web2");
  }

  @Test
  void aDatabasesUpgradeSaysThatThereIsAGapAndWhatHappensToData() {
    assertThat(text(web1("10.11-1", "11.4-1")))
        .contains("1 container is replaced with a gap\n", "  ∓ container/mariadb\n")
        .contains("gap: it does not answer", "a rollback starts the old image on the data");
  }

  @Test
  void aRefIsShownByItsName() {
    assertThat(text(acme("ref: main", "ref: v2")))
        .contains("  ± release/acme\n      ref: main → v2\n")
        .doesNotContain("container/");
  }

  @Test
  void aSettingIsShownAsItIsRendered() {
    assertThat(text(acme("hash_salt", "config_sync_directory: ../sync, hash_salt")))
        .contains("its settings, the code stays", "/srv/sites/acme/config/settings.php", "../sync");
  }

  @Test
  void aSecretThatChangesIsSeenAndNotShown() {
    var text = text(acme("password: opensesame", "password: abracadabra"));
    assertThat(text)
        .contains("password", "•••")
        .doesNotContain("opensesame", "abracadabra", "sealed-");
  }

  @Test
  void aSiteThatMovesIsNamedOnce() {
    var text =
        text(
            repo ->
                repo.file("servers/web1.yaml", PullRequest.WEB1.replace("  docs: {}\n", ""))
                    .file("servers/web2.yaml", PullRequest.WEB2 + "  docs: {}\n"));
    assertThat(text)
        .contains("1 site is moved", "site docs: web1 → web2; its data does not move")
        .doesNotContain("1 site is removed", "1 site is new");
  }

  @Test
  void removingManySitesWaitsForSomebody() {
    assertThat(text(web1("  acme: { container: php82 }\n  docs: {}\n", "  {}\n")))
        .contains("would remove 2 sites, more than max_removals: 1")
        .contains("waits for somebody's approval");
  }

  @Test
  void aWindowAndAFreezeAreSeen() {
    var frozen = "schema: 1\nfreeze: { until: 2099-01-01T00:00:00Z, reason: Christmas }";
    request.on(web1("schema: 1", frozen));
    var both = PullRequest.WEB1.replace("schema: 1", frozen).replace("8.2-1", "8.2-2");
    assertThat(text(repo -> repo.file("servers/web1.yaml", both)))
        .contains("waits for frozen until 2099-01-01T00:00:00Z: Christmas");
  }

  @Test
  void anApprovalHasNoNumberOfItsOwn() {
    var wanting = PullRequest.WEB1.replace("8.2-1\" }", "8.2-1\", update: { approve: true } }");
    request.on(repo -> repo.file("servers/web1.yaml", wanting));
    assertThat(text(repo -> repo.file("servers/web1.yaml", wanting.replace("8.2-1", "8.2-2"))))
        .contains("waits for somebody's approval: update.approve: true");
  }

  @Test
  void aNewServerAndOneThatIsGone() {
    var text =
        text(
            repo ->
                repo.file(
                        "servers/web3.yaml",
                        PullRequest.WEB2 + "mail: { relayhost: a.example.com }\n")
                    .without("servers/web2.yaml"));
    assertThat(text)
        .contains("web3 (new)\n", "+ container/php82", "web2 (gone)\n")
        .contains("its agent changes nothing, and complains")
        .doesNotContain("waits for");
  }

  @Test
  void aForbiddenImageIsAProblemWithItsPlace() {
    var policy =
        "schema: 1\npolicy: { registries: [registry.example.com], host_paths: [/srv/db] }\n";
    request.on(repo -> repo.file("pilaster.yaml", policy));
    var result = request.preview(web1("registry.example.com/php", "evil.example.com/php"));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out())
        .contains("web1 (invalid)\n  ! servers/web1.yaml:3: containers.php82.image: ");
  }

  @Test
  void aBrokenSiteStaysAndTheRestGoesOn() {
    var result =
        request.preview(
            web1("8.2-1", "8.2-2").andThen(acme("type: drupal", "type: drupal\nnonsense: 1")));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out())
        .contains("! sites/acme.yaml:3: nonsense", "± container/php82")
        .doesNotContain("- site/acme", "release/acme");
  }

  @Test
  void aBaseThatWasWrongIsUnknown() {
    request.on(repo -> repo.file("servers/web2.yaml", "schema: 1\nnonsense: 1\n"));
    assertThat(text(repo -> repo.file("servers/web2.yaml", PullRequest.WEB2)))
        .contains("web2 (unknown)\n", "its files were wrong at the base");
  }

  @Test
  void scriptsMayAskForAnExitCode() {
    assertThat(request.preview(web1("8.2-1", "8.2-2"), "--exit-code").code()).isEqualTo(3);
    assertThat(request.preview(repo -> {}, "--exit-code").code()).isZero();
  }

  @Test
  void asJsonItHasEveryStep() throws Exception {
    var result = request.preview(web1("8.2-1", "8.2-2"), "--format", "json");
    var json = Json.read(result.out().getBytes(UTF_8));
    var change = json.at("/servers/0/changes/0");
    assertThat(change.at("/kind").textValue()).isEqualTo("container");
    assertThat(change.at("/action").textValue()).isEqualTo("replace");
    assertThat(change.at("/gap").booleanValue()).isFalse();
    assertThat(change.at("/steps")).extracting(JsonNode::textValue).contains("remove php82-g1");
    assertThat(json.at("/base/revision").textValue()).isEqualTo("main~1");
    assertThat(json.at("/valid").booleanValue()).isTrue();
  }

  @Test
  void whatIsNoRevisionIsBadUsage() {
    request.preview(repo -> {});
    var words = new String[] {"preview", dir.toString(), "--base", "main", "--head", "nothing"};
    var result = new Terminal().type(words);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("there is no revision \"nothing\" in this clone");
  }

  @Test
  void aDirectoryWithoutServersIsBadUsage() {
    request = new PullRequest(dir.resolve("other"));
    request.on(repo -> repo.without("servers/web1.yaml").without("servers/web2.yaml"));
    var result = request.preview(repo -> {});
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("neither revision has a server file");
  }
}
