package dev.pilaster.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Fileset;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ResolverTest {
  @Test
  void dnsmasqFirstThenTheHostsOwn() throws IOException {
    var sample = new Sample();
    Golden.check("resolver", Resolver.fileset(sample.server(), sample.facts).files());
  }

  @Test
  void systemdResolvedForgetsItsOwnServersAndSearchesOursFirst() {
    var sample = new Sample();
    sample.facts = Sample.resolved();
    var files = Resolver.fileset(sample.server(), sample.facts).files();
    assertThat(files).containsOnlyKeys("/etc/systemd/resolved.conf.d/zz-pilaster.conf");
    assertThat(files.get(files.firstKey()).text())
        .isEqualTo(
            Fileset.MARK
                + """

                [Resolve]
                DNS=
                DNS=127.0.0.1
                Domains=
                Domains=ctr.internal example.com
                """);
  }

  @Test
  void nothingWhenTheHostKeepsItsOwn() {
    var sample = new Sample();
    sample.manage = false;
    var files = Resolver.fileset(sample.server(), sample.facts);
    assertThat(files.files()).isEmpty();
  }
}
