package dev.pilaster.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.api.ApiUnderTest;
import dev.pilaster.model.Commit;
import dev.pilaster.model.Slice;
import dev.pilaster.model.Snapshot;
import dev.pilaster.sim.Fixtures;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a signed request over HTTP to the turn, with a git that answers at once. */
@Tag("outer")
class PushTest {
  private static final String SECRET = "s3cret";

  /** Less than what lies between two webhooks; how long it takes is measured elsewhere. */
  private static final Duration SOON = Duration.ofMillis(900);

  private static final Commit COMMIT =
      new Commit("main", "a".repeat(40), "Ada", "one", Instant.EPOCH);

  @TempDir private Path dir;
  private final HttpClient http = HttpClient.newHttpClient();
  private final LinkedBlockingQueue<Begun> turns = new LinkedBlockingQueue<>();
  private Store store;
  private Feed feed;
  private Loop loop;
  private ApiUnderTest api;

  /** A turn, and for whom git was asked before it. */
  private record Begun(Instant at, String by) {}

  @BeforeEach
  void start() throws Exception {
    store = Store.open(dir.resolve("pilaster.db"));
    var clock = Clock.systemUTC();
    loop =
        new Loop(
            trigger -> {
              turns.add(new Begun(Instant.now(), feed.latest().by()));
              return Optional.empty();
            },
            clock);
    feed =
        new Feed(
            () -> Snapshot.of(COMMIT, new TreeMap<>()),
            PushTest::slice,
            sources -> new TreeMap<>(),
            new StandIn(store, ".", Fixtures::slice, clock),
            () -> Duration.ofHours(1),
            clock,
            () -> loop.now("poll"));
    var secret = Files.writeString(dir.resolve("hook"), SECRET);
    api = new ApiUnderTest(true, Optional.of(secret));
    api.control.polled = feed::nudge;
  }

  @AfterEach
  void stop() {
    feed.stop();
    loop.stop();
    api.close();
    store.close();
  }

  private static Slice slice(Snapshot snapshot) {
    return new Slice(
        snapshot.commit(), Optional.empty(), List.of(), new TreeSet<>(), new TreeMap<>());
  }

  private int push(String secret) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    var proof = "sha256=" + HexFormat.of().formatHex(mac.doFinal());
    var url = URI.create("http://127.0.0.1:" + api.port() + "/api/webhook/generic");
    var request =
        HttpRequest.newBuilder(url)
            .header("X-Signature", proof)
            .POST(BodyPublishers.noBody())
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  private Begun next() throws InterruptedException {
    return Optional.ofNullable(turns.poll(20, TimeUnit.SECONDS)).orElseThrow();
  }

  @Test
  void aTurnBeginsAtOnce() throws Exception {
    assertThat(push("a guess")).isEqualTo(401);
    new Thread(loop, "turns under test").start();
    new Thread(feed, "feed under test").start();
    for (var begun = next(); !begun.by().equals("poll"); begun = next()) {
      assertThat(begun.by()).isNotEqualTo("webhook");
    }
    var pushed = Instant.now();
    assertThat(push(SECRET)).isEqualTo(202);
    var begun = next();
    while (!begun.by().equals("webhook")) {
      begun = next();
    }
    assertThat(Duration.between(pushed, begun.at())).isLessThan(SOON);
  }
}
