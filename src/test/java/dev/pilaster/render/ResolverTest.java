package dev.pilaster.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ResolverTest {
  @Test
  void dnsmasqFirstThenTheHostsOwn() throws IOException {
    var sample = new Sample();
    Golden.check(
        "resolver", Resolver.fileset(sample.server(), sample.facts, "/etc/resolv.conf").files());
  }

  @Test
  void nothingWhenTheHostKeepsItsOwn() {
    var sample = new Sample();
    sample.manage = false;
    var files = Resolver.fileset(sample.server(), sample.facts, "/etc/resolv.conf");
    assertThat(files.files()).isEmpty();
  }
}
