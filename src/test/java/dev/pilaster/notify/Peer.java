package dev.pilaster.notify;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** Somebody who is told, on loopback; answers 200 unless it is said otherwise. */
final class Peer implements AutoCloseable {
  /** Tries again soon; an answer may take its time on a busy machine. */
  static final Patience HURRIED =
      new Patience(4, Duration.ofMillis(5), Duration.ofMillis(1500), Duration.ofSeconds(30));

  /** Does not even wait for an answer. */
  static final Patience IMPATIENT =
      new Patience(4, Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(300));

  private static final Duration LONGEST = Duration.ofSeconds(20);

  /** One for all tests: it takes long to start. */
  private static final WireMockServer SERVER =
      new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

  static {
    SERVER.start();
  }

  Peer() {
    SERVER.resetAll();
    answers(aResponse().withStatus(200));
  }

  String url() {
    return "http://127.0.0.1:" + SERVER.port();
  }

  /** From now on. */
  void answers(ResponseDefinitionBuilder answer) {
    SERVER.stubFor(post(anyUrl()).willReturn(answer));
  }

  /** To the next request, and 201 to those after it. */
  void answersOnce(ResponseDefinitionBuilder answer) {
    SERVER.stubFor(
        post(anyUrl())
            .inScenario("once")
            .whenScenarioStateIs(Scenario.STARTED)
            .willSetStateTo("after")
            .willReturn(answer));
    SERVER.stubFor(
        post(anyUrl())
            .inScenario("once")
            .whenScenarioStateIs("after")
            .willReturn(aResponse().withStatus(201)));
  }

  /** The requests so far, oldest first. */
  List<LoggedRequest> requests() {
    return SERVER.findAll(postRequestedFor(anyUrl())).stream()
        .sorted(Comparator.comparing(LoggedRequest::getLoggedDate))
        .toList();
  }

  /** So many requests, and not one more. */
  List<LoggedRequest> await(int count) {
    awaitAtLeast(count);
    assertThat(requests()).hasSize(count);
    return requests();
  }

  void awaitAtLeast(int count) {
    var end = System.nanoTime() + LONGEST.toNanos();
    while (requests().size() < count && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(requests()).hasSizeGreaterThanOrEqualTo(count);
  }

  static JsonNode json(LoggedRequest request) {
    try {
      return new ObjectMapper().readTree(request.getBodyAsString());
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    SERVER.resetAll();
  }
}
