package dev.pilaster.acceptance;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A failed upgrade and its recovery, as others hear of them from an agent on a host. */
@ExtendWith(OnDemoHost.class)
class NoticesIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String FILE = "/etc/pilaster/agent.yaml";
  private static final String NEVER_ANSWERS = "FROM %s/php:8.2-2\nCMD [\"sleep\", \"infinity\"]\n";
  private static final String SETTINGS =
      """
      notify:
        - { url: "%1$s/silent", events: [failed, recovered] }
        - { url: "%1$s/chat", events: [failed, recovered] }
      commit_status: { provider: gitea, url: "%1$s", repo: ops/pillar, token_file: git-token }
      """;

  private final WireMockServer others =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());

  @BeforeEach
  void othersListen(DemoHost host) {
    others.start();
    others.stubFor(any(anyUrl()).willReturn(ok("{}")));
    var never = ok().withFixedDelay((int) Duration.ofMinutes(5).toMillis());
    others.stubFor(post(urlEqualTo("/silent")).willReturn(never));
    var url = "http://" + host.box.address().replaceAll("[0-9]+$", "1") + ":" + others.port();
    host.box.sh(
        "cp -a %1$s %1$s.before && umask 077 && echo secret > /etc/pilaster/git-token"
            .formatted(FILE));
    host.box.sh("cat >> %s <<'END'\n%sEND".formatted(FILE, SETTINGS.formatted(url)));
    new AgentProcess(host).restart();
    host.becomesSynced();
  }

  @AfterEach
  void asBefore(DemoHost host) {
    host.box.sh("mv %1$s.before %1$s && rm -f /etc/pilaster/git-token".formatted(FILE));
    new AgentProcess(host).restart();
    others.stop();
  }

  @Test
  void oneFailureIsOneMessageAndOneRecoveryIsOneThoughAnotherReceiverIsSilent(DemoHost host) {
    host.registry.push("8.2-unheard", NEVER_ANSWERS);
    host.config.edit(host.serverFile(), "/php:8.2-1", "/php:8.2-unheard");
    var broken = host.config.merge("Broken");
    assertThat(host.api.sync().path("phase").asText()).isEqualTo("Failed");
    hears(host, "failed", broken);
    assertThat(states(host, broken, "failure")).containsExactly("pending", "failure");
    host.api.sync();
    host.config.edit(host.serverFile(), "/php:8.2-unheard", "/php:8.2-1");
    var fix = host.config.merge("Fix");
    host.synced();
    hears(host, "recovered", fix);
    assertThat(states(host, fix, "success")).doesNotContain("failure");
    assertThat(bodies("/chat"))
        .extracting(b -> b.path("event").asText())
        .containsExactly("failed", "recovered");
  }

  private void hears(DemoHost host, String event, String commit) {
    host.await.until("a message: " + event, SOON, () -> told(event).size() == 1);
    var message = told(event).get(0);
    assertThat(message.path("server").asText()).isEqualTo(host.server());
    assertThat(message.path("kind").asText()).isEqualTo("container");
    assertThat(message.path("name").asText()).isEqualTo("php82");
    assertThat(message.path("revision").asText()).isEqualTo("main@sha1:" + commit);
    assertThat(message.path("author").asText()).isEqualTo("Acceptance");
    assertThat(message.path("text").asText()).startsWith(host.server() + ": container/php82 ");
  }

  private List<JsonNode> told(String event) {
    return bodies("/chat").stream().filter(b -> b.path("event").asText().equals(event)).toList();
  }

  /** What the git server was told of a commit, in that order, up to an end. */
  private List<String> states(DemoHost host, String commit, String end) {
    var path = "/api/v1/repos/ops/pillar/statuses/" + commit;
    host.await.until(end + " of " + commit, SOON, () -> states(path).contains(end));
    assertThat(bodies(path))
        .allMatch(b -> b.path("context").asText().equals("pilaster/" + host.server()));
    return states(path);
  }

  private List<String> states(String path) {
    return bodies(path).stream().map(b -> b.path("state").asText()).toList();
  }

  private List<JsonNode> bodies(String path) {
    return others.findAll(postRequestedFor(urlEqualTo(path))).stream()
        .map(request -> AgentApi.parse(request.getBodyAsString()))
        .toList();
  }
}
