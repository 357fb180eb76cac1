package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnDemoHost.class)
class AccessIT {
  @Test
  void anUnknownTokenIsRefused(DemoHost host) {
    var stranger = host.api.as("guessed");
    assertThat(stranger.get("/api/v1/status").statusCode()).isEqualTo(401);
    assertThat(stranger.post("/api/v1/sync", "{}").statusCode()).isEqualTo(401);
  }

  @Test
  void aReadersTokenReadsAndCannotSync(DemoHost host) {
    var token = host.box.run("pilaster", "token", "new", "reader", "read").good().strip();
    try {
      var reader = host.api.as(token);
      assertThat(reader.get("/api/v1/status").statusCode()).isEqualTo(200);
      assertThat(reader.post("/api/v1/sync", "{}").statusCode()).isEqualTo(403);
    } finally {
      host.box.sh("sed -i '/^reader /d' /etc/pilaster/tokens");
    }
  }

  @Test
  void healthAndMetricsNeedNoToken(DemoHost host) {
    var stranger = host.api.as("guessed");
    assertThat(stranger.get("/healthz").statusCode()).isEqualTo(200);
    assertThat(stranger.get("/readyz").statusCode()).isEqualTo(200);
    assertThat(stranger.get("/metrics").body())
        .contains("pilaster_resource_info{kind=\"container\",name=\"php82\",sync=\"Synced\"");
  }
}
