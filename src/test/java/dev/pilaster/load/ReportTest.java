package dev.pilaster.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportTest {
  private static final byte[] BODY = "hello\nimage build 2\n".getBytes(US_ASCII);

  private static Tally of(int answers, Failure... failures) {
    var tally = new Tally();
    for (var i = 1; i <= answers; i++) {
      tally.answered(Traffic.NEW, i * 1_000_000L, BODY);
    }
    for (var failure : failures) {
      tally.failed(failure);
    }
    return tally;
  }

  private static Failure failure(int serial, Kind kind) {
    return new Failure(Traffic.POST, serial, 1.5, kind, "502 <h1>Bad\r\nGateway</h1>");
  }

  @Test
  void everyClassHasARowAndEveryFailureItsWords() {
    var tally = of(100, failure(7, Kind.SERVER_ERROR), failure(9, Kind.RESET));
    tally.closedIdle(Traffic.NEW);
    assertThat(Report.of(tally))
        .isEqualTo(
            """
            | class | requests | failed | bound (95 %) | closed idle | p50 ms | p99 ms | max ms |
            |---|---:|---|---:|---:|---:|---:|---:|
            | new connection per GET | 100 | 0 | 3.000 % | 1 | 51.0 | 100.0 | 100.0 |
            | POST with a body | 2 | 2 (1 reset, 1 5xx) |  | 0 |  |  |  |

            102 requests, 2 failed; seen: [image build 2]; the generator was at most 0 ms late
            - POST 7 at 1.500 s: 5xx: 502 Bad Gateway
            - POST 9 at 1.500 s: reset: 502 Bad Gateway
            """);
  }

  @Test
  void talliesAddUp() {
    var all = new Tally().add(of(10)).add(of(5, failure(1, Kind.LATE))).add(of(0));
    assertThat(all.requests()).isEqualTo(16);
    assertThat(all.failed()).isEqualTo(1);
    assertThat(all.counts()).containsEntry(Traffic.NEW, 15).containsEntry(Traffic.POST, 1);
    assertThat(all.scores().get(Traffic.NEW).millis(1)).isEqualTo(10);
  }

  @Test
  void noneOf300IsLessThanOnePercent() {
    assertThat(of(300).scores().get(Traffic.NEW).bound()).isEqualTo(1);
  }

  @Test
  void onlyTheFirstFailuresAreToldInWords() {
    var tally = new Tally();
    for (var i = 0; i < 100; i++) {
      tally.failed(failure(i, Kind.RESET));
    }
    assertThat(tally.examples()).hasSize(3);
    assertThat(tally.scores().get(Traffic.POST).kinds()).containsEntry(Kind.RESET, 100);
  }
}
