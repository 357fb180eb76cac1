package dev.pilaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.agent.AgentConfig;
import dev.pilaster.preview.Pillar;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PreviewPathsTest {
  @Test
  void anImaginedHostHasThePathsOfAnAgentWithoutSettings() throws Exception {
    var facts = Pillar.untouched(Instant.EPOCH).observed().facts();
    var places = AgentConfig.standard(Map.of()).setup().places();
    assertThat(Path.of(facts.sites())).isEqualTo(places.sites());
    assertThat(Path.of(facts.run())).isEqualTo(places.run());
    assertThat(Path.of(facts.nginx())).isEqualTo(places.nginx());
    assertThat(Path.of(facts.dnsmasq())).isEqualTo(places.dnsmasq());
    assertThat(Path.of(facts.hosts())).isEqualTo(places.hosts());
    assertThat(facts.group()).isEqualTo(places.group());
    assertThat(facts.tools().state()).isEqualTo(places.tools().state());
    assertThat(facts.tools().cron()).isEqualTo(places.tools().cron());
    assertThat(facts.tools().drush()).isEqualTo(places.tools().drush());
    assertThat(facts.tools().bin()).isEqualTo(places.tools().bin());
    assertThat(facts.tools().engine()).isEqualTo(places.tools().engine());
    assertThat(facts.tools().prefix()).isEqualTo(places.tools().prefix());
  }
}
