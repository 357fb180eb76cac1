package dev.pilaster.notify;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.pilaster.agent.Events;
import dev.pilaster.agent.Notebook;
import dev.pilaster.agent.Store;
import dev.pilaster.api.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commit statuses as each git server's documentation of its interface has them. */
@Tag("outer")
class CommitStatusTest {
  @TempDir private Path dir;
  private final Peer peer = new Peer();
  private Store store;
  private Events notifier = Events.NONE;

  @BeforeEach
  void aToken() throws Exception {
    Files.writeString(dir.resolve("token"), "t0ken\n");
    store = Store.open(dir.resolve("pilaster.db"));
    peer.answers(aResponse().withStatus(201));
  }

  @AfterEach
  void stop() {
    notifier.close();
    store.close();
    peer.close();
  }

  private void start(GitServer.Provider provider) {
    start(provider, Peer.HURRIED);
  }

  private void start(GitServer.Provider provider, Patience patience) {
    var git = new GitServer(provider, peer.url() + "/", "ops/config", dir.resolve("token"));
    var setup = new Notifier.Setup("web1", List.of(), Optional.of(git), patience);
    var clock = Clock.fixed(Scenes.NOW, ZoneOffset.UTC);
    notifier = Notifier.start(setup, new Notebook(store), clock);
  }

  @Test
  void gitHubIsWrittenToAsItWants() {
    start(GitServer.Provider.GITHUB);
    notifier.stands(Scenes.rolledBack(), List.of());
    var request = peer.await(1).get(0);
    assertThat(request.getUrl()).isEqualTo("/repos/ops/config/statuses/" + Samples.commit(2).id());
    assertThat(request.getHeader("Authorization")).isEqualTo("Bearer t0ken");
    assertThat(request.getHeader("Accept")).isEqualTo("application/vnd.github+json");
    var body = Peer.json(request);
    assertThat(body.path("state").asText()).isEqualTo("failure");
    assertThat(body.path("context").asText()).isEqualTo("pilaster/web1");
    assertThat(body.path("description").asText())
        .isEqualTo("RolledBack container/php82: acme: 500, was 200");
  }

  @Test
  void gitLabIsWrittenToAsItWants() {
    start(GitServer.Provider.GITLAB);
    notifier.stands(Scenes.rolledBack(), List.of());
    var request = peer.await(1).get(0);
    assertThat(request.getUrl())
        .isEqualTo("/api/v4/projects/ops%2Fconfig/statuses/" + Samples.commit(2).id());
    assertThat(request.getHeader("PRIVATE-TOKEN")).isEqualTo("t0ken");
    assertThat(Peer.json(request).path("state").asText()).isEqualTo("failed");
  }

  @Test
  void giteaIsWrittenToAsItWants() {
    start(GitServer.Provider.GITEA);
    notifier.stands(Scenes.well(), List.of());
    var request = peer.await(1).get(0);
    assertThat(request.getUrl())
        .isEqualTo("/api/v1/repos/ops/config/statuses/" + Samples.commit(1).id());
    assertThat(request.getHeader("Authorization")).isEqualTo("token t0ken");
    assertThat(Peer.json(request).path("state").asText()).isEqualTo("success");
  }

  @Test
  void onlyWhatChangedIsWritten() {
    start(GitServer.Provider.GITHUB);
    var commit = Samples.commit(2);
    for (var i = 0; i < 3; i++) {
      notifier.stands(Scenes.running(commit), List.of());
    }
    peer.await(1);
    for (var i = 0; i < 3; i++) {
      notifier.stands(Scenes.well(commit), List.of());
    }
    notifier.stands(Scenes.well(commit), List.of());
    assertThat(peer.await(2))
        .extracting(r -> Peer.json(r).path("state").asText())
        .containsExactly("pending", "success");
  }

  @Test
  void aRestartWritesNothingTwice() {
    start(GitServer.Provider.GITHUB);
    notifier.stands(Scenes.well(), List.of());
    peer.await(1);
    notifier.close();
    start(GitServer.Provider.GITHUB);
    notifier.stands(Scenes.well(), List.of());
    notifier.stands(Scenes.rolledBack(), List.of());
    assertThat(peer.await(2))
        .extracting(r -> Peer.json(r).path("state").asText())
        .containsExactly("success", "failure");
  }

  @Test
  void aCommitThatNobodyWaitsForIsNotLeftPending() {
    start(GitServer.Provider.GITHUB);
    notifier.stands(Scenes.running(Samples.commit(1)), List.of());
    peer.await(1);
    notifier.stands(Scenes.running(Samples.commit(2)), List.of());
    var requests = peer.await(3);
    assertThat(requests.get(1).getUrl()).endsWith(Samples.commit(1).id());
    assertThat(Peer.json(requests.get(1)).path("description").asText())
        .isEqualTo("superseded by " + Samples.commit(2).shortId());
    assertThat(requests.get(2).getUrl()).endsWith(Samples.commit(2).id());
  }

  /** One second to wait, in the words of each. */
  private static ResponseDefinitionBuilder limit(GitServer.Provider provider) {
    var reset = "" + (Scenes.NOW.getEpochSecond() + 1);
    return switch (provider) {
      case GITHUB ->
          aResponse()
              .withStatus(403)
              .withHeader("X-RateLimit-Remaining", "0")
              .withHeader("X-RateLimit-Reset", reset);
      case GITLAB -> aResponse().withStatus(429).withHeader("RateLimit-Reset", reset);
      case GITEA -> aResponse().withStatus(429).withHeader("Retry-After", "1");
    };
  }

  @ParameterizedTest
  @EnumSource
  void aLimitIsRespected(GitServer.Provider provider) {
    peer.answersOnce(limit(provider));
    start(provider);
    notifier.stands(Scenes.well(), List.of());
    var times = peer.await(2).stream().map(r -> r.getLoggedDate().toInstant()).toList();
    assertThat(Duration.between(times.get(0), times.get(1))).isGreaterThan(Duration.ofMillis(900));
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerThatDoesNotComeIsAskedForAgain(GitServer.Provider provider) {
    peer.answersOnce(aResponse().withStatus(201).withFixedDelay(20_000));
    start(provider, Peer.IMPATIENT);
    notifier.stands(Scenes.well(), List.of());
    peer.awaitAtLeast(2);
  }

  @ParameterizedTest
  @EnumSource
  void aFaultOfTheServerIsTriedAgain(GitServer.Provider provider) {
    peer.answersOnce(aResponse().withStatus(503));
    start(provider);
    notifier.stands(Scenes.well(), List.of());
    peer.await(2);
  }

  @Test
  void aTokenThatMayNotIsNotTriedForEver() {
    peer.answers(aResponse().withStatus(403));
    start(GitServer.Provider.GITHUB);
    notifier.stands(Scenes.well(), List.of());
    peer.await(1);
    notifier.stands(Scenes.well(), List.of());
    peer.await(1);
  }

  @Test
  void aStateThatGitLabHasAlreadyIsNoError() {
    var answer = "{\"message\":\"Cannot transition status via :run from :running\"}";
    peer.answers(aResponse().withStatus(400).withBody(answer));
    start(GitServer.Provider.GITLAB);
    notifier.stands(Scenes.running(Samples.commit(2)), List.of());
    peer.await(1);
    notifier.stands(Scenes.well(Samples.commit(2)), List.of());
    peer.await(2);
  }

  @Test
  void aServerThatWasAwayIsToldHowItIsByThen() {
    peer.answers(aResponse().withStatus(502));
    start(GitServer.Provider.GITEA);
    var commit = Samples.commit(2);
    notifier.stands(Scenes.running(commit), List.of());
    peer.await(Peer.HURRIED.attempts());
    peer.answers(aResponse().withStatus(201));
    while (peer.requests().size() == Peer.HURRIED.attempts()) {
      notifier.stands(Scenes.well(commit), List.of());
    }
    var requests = peer.requests();
    assertThat(Peer.json(requests.get(requests.size() - 1)).path("state").asText())
        .isEqualTo("success");
  }
}
