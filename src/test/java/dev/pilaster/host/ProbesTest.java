package dev.pilaster.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.pilaster.model.Check;
import dev.pilaster.model.Evidence;
import dev.pilaster.model.Name;
import dev.pilaster.model.Probe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("outer")
class ProbesTest {
  private HttpServer server;
  private Probes probes;

  /** Answers with the status that the path names, to hosts of example.com only. */
  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/",
        exchange -> {
          var host = exchange.getRequestHeaders().getFirst("Host");
          var status = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
          var body = exchange.getRequestURI().getRawQuery();
          exchange.sendResponseHeaders(host.endsWith("example.com") ? status : 421, 0);
          try (var out = exchange.getResponseBody()) {
            out.write(body == null ? new byte[0] : body.replace('_', ' ').getBytes(UTF_8));
          }
        });
    server.start();
    probes = new Probes("127.0.0.1:" + port(), c -> Evidence.of(true, "from inside"));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private Evidence ask(Probe probe) {
    return probes.check(new Check("app-g1", probe, "127.0.0.1", port(), List.of()));
  }

  private static Check.SiteCheck site(String name, String path, int tolerated) {
    return site(name, name + ".example.com", path, tolerated, Check.Wanted.ANYTHING);
  }

  private static Check.SiteCheck site(
      String name, String host, String path, int tolerated, Check.Wanted wanted) {
    var timeout = Duration.ofSeconds(5);
    return new Check.SiteCheck(
        new Name(name), host, path, "", "", tolerated, timeout, Check.Entry.OPEN, wanted);
  }

  @Test
  void anHttpProbeTakesTheStatusesItNames() {
    assertThat(ask(new Probe.Http("/421", List.of(200, 421))).good()).isTrue();
    assertThat(ask(new Probe.Http("/200", List.of(200))))
        .isEqualTo(Evidence.of(false, "GET /200 answered 421"));
  }

  @Test
  void aTcpProbeIsAConnection() {
    assertThat(ask(new Probe.Tcp()).good()).isTrue();
    server.stop(0);
    assertThat(ask(new Probe.Tcp()).good()).isFalse();
  }

  @Test
  void withoutAProbeRunningIsGood() {
    assertThat(ask(new Probe.None()).good()).isTrue();
  }

  @Test
  void whatOnlyTheEngineCanAskGoesThere() {
    assertThat(ask(new Probe.Exec(List.of("true"))).message()).isEqualTo("from inside");
    assertThat(ask(new Probe.Sql(Optional.empty())).message()).isEqualTo("from inside");
  }

  @Test
  void sitesThatAreProxiedAreAskedThroughTheGenerationItself() {
    var probe = new Probe.Http("/421", List.of(421));
    var sites = List.of(site("a", "/200", 499), site("b", "/500", 499));
    var elsewhere = new Probes("127.0.0.1:1", c -> Evidence.DONE);
    var evidence = elsewhere.check(new Check("app-g1", probe, "127.0.0.1", port(), sites));
    assertThat(evidence.message()).isEqualTo("b: GET b.example.com/500: answered 500");
    assertThat(evidence.statuses()).containsEntry(new Name("a"), 200);
  }

  @Test
  void sitesAreAskedByTheirOwnNames() {
    var evidence = probes.askSites(List.of(site("a", "/200", 499), site("b", "/302", 499)));
    assertThat(evidence.good()).isTrue();
    assertThat(evidence.message()).isEqualTo("2 sites answered");
    assertThat(evidence.statuses()).containsEntry(new Name("a"), 200).hasSize(2);
  }

  @Test
  void aSiteThatAnswersWorseThanItMayIsNamed() {
    var evidence = probes.askSites(List.of(site("a", "/503", 499), site("b", "/503", 503)));
    assertThat(evidence.good()).isFalse();
    assertThat(evidence.message()).isEqualTo("a: GET a.example.com/503: answered 503");
  }

  @Test
  void aSiteThatIsHeldToItsStatusesMayAnswerNoOther() {
    var wanted = new Check.Wanted(List.of(200, 204), Optional.empty());
    var held = site("a", "a.example.com", "/302", 499, wanted);
    assertThat(probes.askSites(List.of(held)).message())
        .isEqualTo("a: GET a.example.com/302: answered 302");
  }

  @Test
  void aScriptThatDiedInTheOpenCountsAsBroken() {
    var evidence = probes.askSites(List.of(site("a", "/200?PHP_Fatal_error:_gone", 499)));
    assertThat(evidence.statuses()).containsEntry(new Name("a"), 500);
  }

  @Test
  void noAnswerIsStatusZero() {
    server.stop(0);
    var evidence = probes.askSites(List.of(site("a", "/200", 599)));
    assertThat(evidence.good()).isFalse();
    assertThat(evidence.statuses()).containsEntry(new Name("a"), 0);
  }

  @Test
  void noSitesIsGood() {
    assertThat(probes.askSites(List.of())).isEqualTo(Evidence.DONE);
  }

  @Test
  void aHostThatWouldBreakTheRequestIsNotAsked() {
    var evil = site("a", "a\r\nX: y", "/200", 499, Check.Wanted.ANYTHING);
    assertThat(probes.askSites(List.of(evil)).good()).isFalse();
  }
}
