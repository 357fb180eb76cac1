package dev.pilaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The payloads of {@code src/test/golden/webhooks} have the shape that each server documents. */
@Tag("outer")
class WebhookTest {
  private static final String SECRET = "It's a Secret to Everybody";

  @TempDir private Path dir;
  private ApiUnderTest api;

  @BeforeEach
  void start() throws IOException {
    var file = Files.writeString(dir.resolve("hook"), SECRET + "\n");
    api = new ApiUnderTest(true, Optional.of(file));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private static String payload(String name) {
    try {
      return Files.readString(Path.of("src/test/golden/webhooks", name));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String hmac(String body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private Ask gitHub(String event, String body) {
    return api.ask("POST", "/api/webhook/github", body)
        .header("Content-Type", "application/json")
        .header("X-GitHub-Event", event)
        .header("X-Hub-Signature-256", "sha256=" + hmac(body));
  }

  private Ask gitLab(String body) {
    return api.ask("POST", "/api/webhook/gitlab", body)
        .header("X-Gitlab-Event", "Push Hook")
        .header("X-Gitlab-Token", SECRET);
  }

  private Ask gitea(String body) {
    return api.ask("POST", "/api/webhook/gitea", body)
        .header("X-Gitea-Event", "push")
        .header("X-Gitea-Signature", hmac(body));
  }

  private Ask generic(String body) {
    return api.ask("POST", "/api/webhook/generic", body)
        .header("X-Signature", "sha256=" + hmac(body));
  }

  private void looked(Ask request) {
    var answer = request.answer();
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("accepted").asBoolean()).isTrue();
    assertThat(api.control.asked).containsExactly("poll");
  }

  private void refused(Ask request, int status) {
    var answer = request.answer();
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(api.control.asked).isEmpty();
    assertThat(api.ask("GET", "/metrics", "").answer().text())
        .contains("pilaster_signature_failures_total " + (status == 401 ? "1.0" : "0.0"));
  }

  private void ignored(Ask request, String reason) {
    var answer = request.answer();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("reason").asText()).isEqualTo(reason);
    assertThat(api.control.asked).isEmpty();
  }

  /** The example of GitHub's own page on validating deliveries. */
  @Test
  void theSignatureIsTheOneThatGitHubDocuments() {
    assertThat(hmac("Hello, World!"))
        .isEqualTo("757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
  }

  @Test
  void aPushToGitHubMakesTheAgentLook() {
    looked(gitHub("push", payload("github.json")));
  }

  @Test
  void gitHubMaySendAForm() {
    var form = "payload=" + URLEncoder.encode(payload("github.json"), StandardCharsets.UTF_8);
    looked(gitHub("push", form).header("Content-Type", "application/x-www-form-urlencoded"));
  }

  @Test
  void aPushToGitLabMakesTheAgentLook() {
    looked(gitLab(payload("gitlab.json")));
  }

  @Test
  void aPushToGiteaMakesTheAgentLook() {
    looked(gitea(payload("gitea.json")));
  }

  @Test
  void anySignedRequestMakesTheAgentLook() {
    looked(generic(""));
  }

  @Test
  void anyOtherServerMaySayWhichBranch() {
    ignored(generic("{\"ref\": \"refs/heads/next\"}"), "refs/heads/next is not followed");
  }

  @Test
  void gitHubsPingIsAnswered() {
    ignored(gitHub("ping", "{\"zen\": \"Keep it logically awesome.\"}"), "\"ping\" is no push");
  }

  @Test
  void aBranchThatNobodyFollowsIsIgnored() {
    var other = payload("github.json").replace("refs/heads/main", "refs/heads/next");
    ignored(gitHub("push", other), "refs/heads/next is not followed");
  }

  @Test
  void noServerMayMakeItLookForAnotherBranch() {
    var gitLab = payload("gitlab.json").replace("refs/heads/main", "refs/heads/next");
    assertThat(gitLab).contains("\"refs/heads/next\"");
    ignored(gitLab(gitLab), "refs/heads/next is not followed");
    var gitea = payload("gitea.json").replace("refs/heads/main", "refs/heads/next");
    assertThat(gitea).contains("\"refs/heads/next\"");
    ignored(gitea(gitea), "refs/heads/next is not followed");
  }

  @Test
  void aBodyThatWasChangedOnTheWayIsRefused() {
    var body = payload("gitea.json");
    refused(gitea(body).header("X-Gitea-Signature", hmac(body + " ")), 401);
  }

  @Test
  void aTokenThatIsWrongIsRefused() {
    refused(gitLab(payload("gitlab.json")).header("X-Gitlab-Token", SECRET + "x"), 401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "gitlab", "gitea", "generic"})
  void withoutASignatureNothingIsBelieved(String sender) {
    refused(api.ask("POST", "/api/webhook/" + sender, "{\"ref\": \"refs/heads/main\"}"), 401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha256=", "sha256=zz", "sha1=00", "", "é"})
  void anythingElseThanASignatureIsRefused(String proof) {
    refused(generic("").header("X-Signature", proof), 401);
  }

  @Test
  void anApiTokenIsNoSignature() {
    refused(api.ask("POST", "/api/webhook/generic", "").as(ApiUnderTest.ADMIN), 401);
  }

  @Test
  void whatIsNotJsonIsRefused() {
    refused(gitHub("push", "ref=refs/heads/main"), 400);
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() {
    refused(generic("x".repeat(1024 * 1024 + 1)), 413);
  }

  @Test
  void anUnknownSenderIsNotThere() {
    refused(api.ask("POST", "/api/webhook/bitbucket", ""), 404);
  }

  @Test
  void withoutASecretThereAreNoWebhooks() {
    try (var closed = new ApiUnderTest(true)) {
      assertThat(closed.ask("POST", "/api/webhook/generic", "").answer().status()).isEqualTo(404);
    }
  }

  @Test
  void anEmptySecretIsNoSecret() throws IOException {
    Files.writeString(dir.resolve("hook"), "\n");
    refused(generic(""), 404);
  }

  @Test
  void aReplayOnlyMakesTheAgentLookAgain() {
    for (var i = 0; i < 20; i++) {
      assertThat(gitHub("push", payload("github.json")).answer().status()).isEqualTo(202);
    }
    assertThat(api.control.asked).containsOnly("poll");
  }
}
