package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworksTest {
  @ParameterizedTest
  @CsvSource({
    "172.30.0.0/24, 172.30.0.192/26",
    "10.0.0.0/16, 10.0.192.0/18",
    "10.1.2.32/28, 10.1.2.44/30"
  })
  void engineChoosesFromTheUpperQuarter(String subnet, String range) {
    assertThat(Networks.upperQuarter(new Server.Network("n", subnet))).isEqualTo(range);
  }

  @Test
  void bridgeIsNamedAfterItsNetwork() {
    assertThat(Networks.bridge("pilaster")).isEqualTo("br-pilaster");
  }

  @Test
  void bridgeOfALongNameFitsAnInterface() {
    assertThat(Networks.bridge("a-very-long-network-name")).matches("br-[0-9a-f]{12}");
    assertThat(Networks.bridge("a-very-long-network-name"))
        .isNotEqualTo(Networks.bridge("a-very-long-network-nam2"));
  }
}
