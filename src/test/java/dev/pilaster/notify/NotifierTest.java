package dev.pilaster.notify;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import dev.pilaster.agent.Events;
import dev.pilaster.agent.Notebook;
import dev.pilaster.agent.Status;
import dev.pilaster.agent.Store;
import dev.pilaster.api.Golden;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages on their way to a real HTTP server. */
@Tag("outer")
class NotifierTest {
  @TempDir private Path dir;
  private final Peer peer = new Peer();
  private Store store;
  private Events notifier;

  @BeforeEach
  void start() {
    store = Store.open(dir.resolve("pilaster.db"));
    notifier = told(Format.JSON, Set.of(), Peer.HURRIED);
  }

  @AfterEach
  void stop() {
    notifier.close();
    store.close();
    peer.close();
  }

  private Events told(Format format, Set<Event> events, Patience patience) {
    var receiver = new Receiver(URI.create(peer.url() + "/hook/s3cret"), format, events);
    var setup = new Notifier.Setup("web1", List.of(receiver), Optional.empty(), patience);
    var clock = Clock.fixed(Scenes.NOW, ZoneOffset.UTC);
    return Notifier.start(setup, new Notebook(store), clock);
  }

  private void stands(Status status) {
    notifier.stands(status, List.of());
  }

  @Test
  void aFailureIsAMessageThatSaysWhatWhyAndWho() {
    stands(Scenes.rolledBack());
    var request = peer.await(1).get(0);
    var message = Peer.json(request);
    assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
    assertThat(message.path("event").asText()).isEqualTo("rolled_back");
    assertThat(message.path("name").asText()).isEqualTo("php82");
    assertThat(message.path("message").asText()).isEqualTo("acme: 500, was 200");
    assertThat(message.path("author").asText()).isEqualTo("Ada");
    assertThat(message.path("operation").asLong()).isEqualTo(3);
    assertThat(message.path("text").asText())
        .startsWith("web1: container/php82 was rolled back: acme: 500, was 200 (main@");
  }

  @Test
  void theWholeMessageIsAPromise() {
    stands(Scenes.drifted());
    Golden.check("notify/json.json", Peer.json(peer.await(1).get(0)).toPrettyString() + "\n");
  }

  @Test
  void slacksShapeIsAPromise() {
    notifier.close();
    notifier = told(Format.SLACK, Set.of(), Peer.HURRIED);
    stands(Scenes.rolledBack());
    Golden.check("notify/slack.json", Peer.json(peer.await(1).get(0)).toPrettyString() + "\n");
  }

  @Test
  void driftNamesItsFields() {
    stands(Scenes.drifted());
    var field = Peer.json(peer.await(1).get(0)).path("drift").path(0);
    assertThat(field.path("field").asText()).isEqualTo("mem_limit");
    assertThat(field.path("desired").asText()).isEqualTo("1g");
    assertThat(field.path("actual").asText()).isEqualTo("512m");
  }

  @Test
  void oneFailureIsOneMessageAndOneRecoveryIsOne() {
    for (var i = 0; i < 3; i++) {
      stands(Scenes.rolledBack());
    }
    for (var i = 0; i < 3; i++) {
      stands(Scenes.well());
    }
    assertThat(peer.await(2))
        .extracting(r -> Peer.json(r).path("event").asText())
        .containsExactly("rolled_back", "recovered");
  }

  @Test
  void onlyWhatAReceiverWantsIsSent() {
    notifier.close();
    notifier = told(Format.JSON, Set.of(Event.RECOVERED), Peer.HURRIED);
    stands(Scenes.rolledBack());
    stands(Scenes.well());
    assertThat(Peer.json(peer.await(1).get(0)).path("event").asText()).isEqualTo("recovered");
  }

  @Test
  void aRestartTellsNobodyAnythingTwice() {
    stands(Scenes.rolledBack());
    peer.await(1);
    notifier.close();
    store.close();
    start();
    stands(Scenes.rolledBack());
    stands(Scenes.well());
    assertThat(peer.await(2))
        .extracting(r -> Peer.json(r).path("event").asText())
        .containsExactly("rolled_back", "recovered");
  }

  @Test
  void aReceiverThatHasTooMuchIsAskedAgainWhenItSays() {
    peer.answersOnce(aResponse().withStatus(429).withHeader("Retry-After", "1"));
    stands(Scenes.rolledBack());
    var requests = peer.await(2);
    var pause =
        Duration.between(
            requests.get(0).getLoggedDate().toInstant(),
            requests.get(1).getLoggedDate().toInstant());
    assertThat(pause).isGreaterThan(Duration.ofMillis(900));
  }

  @Test
  void aFaultOfTheReceiverIsTriedAgain() {
    peer.answersOnce(aResponse().withStatus(503));
    stands(Scenes.rolledBack());
    peer.await(2);
  }

  @Test
  void aConnectionThatIsResetIsTriedAgain() {
    peer.answersOnce(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    stands(Scenes.rolledBack());
    peer.await(2);
  }

  @Test
  void anAnswerThatDoesNotComeIsTriedAgain() {
    notifier.close();
    notifier = told(Format.JSON, Set.of(), Peer.IMPATIENT);
    peer.answersOnce(aResponse().withStatus(200).withFixedDelay(20_000));
    stands(Scenes.rolledBack());
    peer.awaitAtLeast(2);
  }

  @Test
  void aBodyThatDoesNotEndIsTriedAgain() {
    notifier.close();
    notifier = told(Format.JSON, Set.of(), Peer.IMPATIENT);
    peer.answersOnce(aResponse().withBody("x".repeat(10)).withChunkedDribbleDelay(10, 20_000));
    stands(Scenes.rolledBack());
    peer.awaitAtLeast(2);
  }

  @Test
  void whatIsRefusedForGoodIsNotOfferedAgain() {
    peer.answersOnce(aResponse().withStatus(404).withBody("no_service"));
    stands(Scenes.rolledBack());
    peer.await(1);
    stands(Scenes.rolledBack());
    stands(Scenes.well());
    assertThat(Peer.json(peer.await(2).get(1)).path("event").asText()).isEqualTo("recovered");
  }

  @Test
  void aReceiverThatWasAwayHearsWhatStillHolds() {
    peer.answers(aResponse().withStatus(500));
    stands(Scenes.rolledBack());
    peer.await(Peer.HURRIED.attempts());
    peer.answers(aResponse().withStatus(200));
    while (peer.requests().size() == Peer.HURRIED.attempts()) {
      stands(Scenes.rolledBack());
    }
    stands(Scenes.rolledBack());
    var requests = peer.await(Peer.HURRIED.attempts() + 1);
    assertThat(Peer.json(requests.get(requests.size() - 1)).path("event").asText())
        .isEqualTo("rolled_back");
  }

  @Test
  void aDeadReceiverDelaysNoTurn() {
    peer.answers(aResponse().withStatus(200).withFixedDelay(60_000));
    for (var i = 0; i < 1000; i++) {
      stands(i % 2 == 0 ? Scenes.rolledBack() : Scenes.well());
    }
    assertThat(peer.requests()).hasSizeLessThan(10);
  }

  @Test
  void slackReadsTextThatCallsNobody() {
    notifier.close();
    notifier = told(Format.SLACK, Set.of(), Peer.HURRIED);
    var message = "<!channel> said & did";
    stands(Scenes.failed(dev.pilaster.api.Samples.commit(2), "Failed", "f2", message));
    var attachment = Peer.json(peer.await(1).get(0)).path("attachments").path(0);
    assertThat(attachment.path("color").asText()).isEqualTo("danger");
    assertThat(attachment.path("text").asText()).contains("&lt;!channel&gt; said &amp; did");
  }

  @Test
  void aReceiversSecretIsNotShown() {
    var receiver =
        new Receiver(URI.create("https://chat.example.com/hook/s3cret"), Format.JSON, Set.of());
    assertThat(receiver).hasToString("https://chat.example.com");
  }
}
