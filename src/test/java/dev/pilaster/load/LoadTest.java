package dev.pilaster.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("outer")
class LoadTest {
  private static final Site.Manner RIGHT = visit -> visit.answer(200, visit.right());
  private static final Tempo QUICK =
      new Tempo(Duration.ofMillis(200), Duration.ZERO, Duration.ofMillis(300));
  private static final Tempo PATIENT =
      new Tempo(Duration.ofMillis(200), Duration.ZERO, Duration.ofSeconds(30));

  /** What visitors got until so many of them had been here. */
  private static Tally visited(Site.Manner manner, Mix mix, int visits, Tempo tempo)
      throws Exception {
    var enough = new CountDownLatch(visits);
    Site.Manner counted =
        visit -> {
          enough.countDown();
          manner.answer(visit);
        };
    try (var site = new Site(counted);
        var load = Load.on(site.target(), mix, tempo)) {
      assertThat(enough.await(30, TimeUnit.SECONDS)).isTrue();
      return load.stop();
    }
  }

  @Test
  void nothingIsLostOnAGoodSite() throws Exception {
    var tally = visited(RIGHT, Mix.of(500), 200, PATIENT);
    assertThat(tally.examples()).isEmpty();
    assertThat(tally.requests()).isGreaterThanOrEqualTo(200);
    assertThat(tally.counts()).hasSize(7).doesNotContainKey(Traffic.CROWD);
    assertThat(tally.seen()).containsExactly("image build 1");
  }

  @ParameterizedTest
  @EnumSource
  void everyMisdeedIsSeen(Misdeed misdeed) throws Exception {
    for (var traffic : new Traffic[] {Traffic.NEW, Traffic.BUSY, Traffic.POST}) {
      var tally = visited(misdeed, Mix.of(500, traffic), 3, QUICK);
      var score = tally.scores().get(traffic);
      assertThat(score.kinds()).as("%s", score.examples()).containsOnlyKeys(misdeed.kind());
      assertThat(score.failed()).isEqualTo(tally.requests()).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void aClosedPortRefuses() throws Exception {
    var site = new Site(RIGHT);
    site.close();
    try (var load = Load.on(site.target(), Mix.of(500), QUICK)) {
      while (load.soFar().requests() < 3) {
        Thread.onSpinWait();
      }
      var tally = load.stop();
      assertThat(tally.failed()).isEqualTo(tally.requests());
      assertThat(tally.examples()).allSatisfy(e -> assertThat(e).contains("refused"));
    }
  }

  @Test
  void aByteThatChangedInADownloadIsSeen() throws Exception {
    Site.Manner one = visit -> visit.answer(200, visit.right().replaceFirst("7777", "7877"));
    var tally = visited(one, Mix.of(500, Traffic.DOWNLOAD), 2, PATIENT);
    assertThat(tally.scores().get(Traffic.DOWNLOAD).kinds()).containsOnlyKeys(Kind.WRONG_BODY);
  }

  @SuppressWarnings("try") // closing early is the point
  @Test
  void anUploadThatIsRefusedHalfWayIsSeen() throws Exception {
    try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var load = Load.on(target(server), Mix.of(500, Traffic.UPLOAD), QUICK)) {
      try (var visitor = server.accept()) {
        assertThat(visitor.getInputStream().readNBytes(500)).hasSize(500);
        visitor.setSoLinger(true, 0);
      }
      assertThat(load.stop().scores().get(Traffic.UPLOAD).kinds()).containsKey(Kind.RESET);
    }
  }

  private static Target target(ServerSocket server) {
    return new Target((InetSocketAddress) server.getLocalSocketAddress(), Site.NAME);
  }

  @Test
  void aLateAnswerDelaysNobodyElse() throws Exception {
    var others = new CountDownLatch(20);
    Site.Manner slowAtFirst =
        visit -> {
          others.countDown();
          if (visit.serial().equals("1")) {
            await(others);
          }
          RIGHT.answer(visit);
        };
    var tally = visited(slowAtFirst, Mix.of(500, Traffic.BUSY), 30, PATIENT);
    assertThat(tally.examples()).isEmpty();
    var periods = 20 - 1;
    assertThat(tally.scores().get(Traffic.BUSY).millis(1)).isGreaterThan(periods * 5.0);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void nothingIsAskedTwice() throws Exception {
    var serials = new ConcurrentLinkedQueue<String>();
    Site.Manner once =
        visit -> {
          serials.add(visit.serial());
          visit.reset();
        };
    var tally = visited(once, Mix.of(500, Traffic.BUSY, Traffic.POST), 50, PATIENT);
    assertThat(serials).doesNotHaveDuplicates().hasSize(tally.requests());
  }

  @Test
  void connectionsAreUsedAgain() throws Exception {
    Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    Site.Manner noted =
        visit -> {
          sockets.add(visit.socket());
          RIGHT.answer(visit);
        };
    var tally = visited(noted, Mix.of(100, Traffic.BUSY), 20, PATIENT);
    assertThat(tally.examples()).isEmpty();
    assertThat(sockets).hasSize(4);
  }

  @Test
  void aConnectionThatIsClosedWhileIdleLosesNothing() throws Exception {
    Site.Manner hasty =
        visit -> {
          RIGHT.answer(visit);
          visit.close();
        };
    var tally = visited(hasty, Mix.of(10, Traffic.BUSY), 4, PATIENT);
    assertThat(tally.examples()).isEmpty();
    assertThat(tally.scores().get(Traffic.BUSY).closedWhileIdle()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void aConnectionThatIsClosedUnderASecondRequestLosesIt() throws Exception {
    Site.Manner race =
        visit -> {
          if (visit.onConnection() == 1) {
            RIGHT.answer(visit);
          } else {
            visit.close();
          }
        };
    var tally = visited(race, Mix.of(500, Traffic.BUSY), 50, PATIENT);
    assertThat(tally.scores().get(Traffic.BUSY).kinds()).containsOnlyKeys(Kind.CUT_SHORT);
    assertThat(tally.examples()).allSatisfy(e -> assertThat(e).contains("request 2 on it"));
  }

  @Test
  void aCrowdIsAlwaysThere() throws Exception {
    var all = new CyclicBarrier(8);
    Site.Manner together =
        visit -> {
          if (Integer.parseInt(visit.serial()) <= 24) {
            meet(all);
          }
          RIGHT.answer(visit);
        };
    var tally = visited(together, Mix.crowd(8), 24, PATIENT);
    assertThat(tally.examples()).isEmpty();
  }

  private static void meet(CyclicBarrier barrier) throws IOException {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  @Test
  void itStaysOnThisMachine() {
    assertThatThrownBy(() -> Target.of(URI.create("http://192.0.2.1/"), Site.NAME))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stays on this machine");
  }

  @Test
  void itIsBounded() {
    assertThatThrownBy(() -> Mix.of(2000)).isInstanceOf(IllegalArgumentException.class);
  }
}
