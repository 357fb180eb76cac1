package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void aContainerThatEndedSaysHow() throws JsonProcessingException {
    assertThat(
            text(
                """
                { "RestartCount": 2, "State": { "Status": "exited", "ExitCode": 137, "OOMKilled": true,
                  "StartedAt": "2026-01-01T00:00:00Z", "FinishedAt": "2026-01-01T00:00:09Z", "Error": "" } }
                """))
        .isEqualTo(
            """
            state: exited, exit code 137, killed for its memory, restarts 2
            started: 2026-01-01T00:00:00Z, ended: 2026-01-01T00:00:09Z\
            """);
  }

  @Test
  void theLastWordOfItsHealthCheckIsThere() throws JsonProcessingException {
    assertThat(
            text(
                """
                { "State": { "Status": "running", "Health": { "Status": "unhealthy",
                  "Log": [ { "Output": "fine" }, { "Output": "no route\\n" } ] } } }
                """))
        .endsWith("health: unhealthy\nhealth check said: no route");
  }

  @Test
  void oneThatStillRunsHasNoEnd() throws JsonProcessingException {
    assertThat(
            text(
                """
                { "State": { "Status": "running", "StartedAt": "2026-01-01T00:00:00Z",
                  "FinishedAt": "0001-01-01T00:00:00Z" } }
                """))
        .endsWith("\nstarted: 2026-01-01T00:00:00Z");
  }

  @Test
  void whatItWroteFollowsAndSilenceIsSaid() throws JsonProcessingException {
    var report = new Report(new ObjectMapper().readTree("{}"));
    assertThat(report.with("ready\n")).isEqualTo(report.text() + "\n\nready\n");
    assertThat(report.with("\n")).isEqualTo(report.text() + "\n\nit wrote nothing");
  }

  private static String text(String json) throws JsonProcessingException {
    return new Report(new ObjectMapper().readTree(json)).text();
  }
}
