package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.pilaster.model.HostException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose fault a refusal is. Texts are those of engines 20.10 and 26.1. */
class AnswerTest {
  private static Answer answer(int status, String message) {
    return new Answer("start web-g1", status, Api.JSON.createObjectNode().put("message", message));
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid mount config for type \"bind\": bind source path does not exist, INVALID",
    "409, Conflict. The container name \"/x\" is already in use, INVALID",
    "500, 'OCI runtime create failed: runc create failed: exec: not found', INVALID",
    "404, No such image: r@sha256:1, TRANSIENT",
    "404, network net not found, TRANSIENT",
    "403, Address already in use, TRANSIENT",
    "500, driver failed programming external connectivity: port is already allocated, TRANSIENT",
    "500, OCI runtime create failed: no space left on device, TRANSIENT",
    "400, client version 1.41 is too old, TRANSIENT",
    "503, shutting down, TRANSIENT"
  })
  void kindIsOf(int status, String message, Kind kind) {
    assertThat(answer(status, message).refusal().kind()).isEqualTo(kind);
  }

  @Test
  void messageSaysWhatWasTriedAndWhatAnswered() {
    assertThat(answer(500, "no room\n").refusal())
        .hasMessage("start web-g1: engine answered 500: no room");
  }

  @Test
  void answerThatIsNoJsonIsShownAsItIs() {
    var answer = new Answer("look", 502, TextNode.valueOf("<h1>Bad Gateway</h1>"));
    assertThat(answer.refusal()).hasMessageEndingWith("502: <h1>Bad Gateway</h1>");
  }
}
