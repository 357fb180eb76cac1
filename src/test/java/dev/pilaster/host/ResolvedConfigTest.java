package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Fileset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("outer")
class ResolvedConfigTest {
  @TempDir Path root;
  private ResolverFile resolver;

  @BeforeEach
  void link() throws IOException {
    write("run/systemd/resolve/stub-resolv.conf", "nameserver 127.0.0.53\nsearch x.example\n");
    write("etc/keep", "");
    var file = root.resolve("etc/resolv.conf");
    Files.createSymbolicLink(file, Path.of("../run/systemd/resolve/stub-resolv.conf"));
    resolver = new ResolverFile(file, root.resolve("state"), new ResolvedConfig(root));
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(OwnFiles.parent(root.resolve(path)));
    Files.writeString(root.resolve(path), text);
  }

  @Test
  void itsServersAndThoseOfLinksAreTheHosts() throws IOException {
    write("etc/systemd/resolved.conf", "[Resolve]\n#DNS=192.0.2.9\nDNS=192.0.2.1#dns.example\n");
    write("run/systemd/resolve/resolv.conf", "nameserver 192.0.2.1\nnameserver 192.0.2.2\n");
    assertThat(resolver.isResolved()).isTrue();
    assertThat(resolver.nameservers()).containsExactly("192.0.2.1", "192.0.2.2");
  }

  @Test
  void oursChangesNoFact() throws IOException {
    write("etc/systemd/resolved.conf", "[Resolve]\nDNS=192.0.2.1\nDomains=corp.example ~lan\n");
    write(
        "etc/systemd/resolved.conf.d/zz-pilaster.conf",
        Fileset.MARK + "\n[Resolve]\nDNS=\nDNS=127.0.0.1\nDomains=\nDomains=ctr.internal\n");
    write("run/systemd/resolve/resolv.conf", "nameserver 127.0.0.1\nnameserver 192.0.2.2\n");
    assertThat(resolver.nameservers()).containsExactly("192.0.2.1", "192.0.2.2");
    assertThat(resolver.searchDomains()).containsExactly("corp.example", "~lan");
  }

  @Test
  void anEmptyValueBeginsAnewAndAFileOfEtcHidesItsNamesakes() throws IOException {
    write("etc/systemd/resolved.conf", "[Resolve]\nDNS=192.0.2.1\n");
    write("usr/lib/systemd/resolved.conf.d/a.conf", "[Resolve]\nDNS=192.0.2.2\n");
    write("etc/systemd/resolved.conf.d/a.conf", "[Resolve]\nDNS=\nDNS=192.0.2.3 192.0.2.4\n");
    write("run/systemd/resolved.conf.d/b.conf", "[Resolve]\nDNS=192.0.2.5\n");
    write("etc/systemd/resolved.conf.d/b.txt", "[Resolve]\nDNS=192.0.2.6\n");
    assertThat(resolver.nameservers()).containsExactly("192.0.2.3", "192.0.2.4", "192.0.2.5");
  }

  @Test
  void withoutAnyServerTheFallbackIsAskedAndNeverItself() throws IOException {
    write(
        "etc/systemd/resolved.conf",
        "[Resolve]\nDNS=127.0.0.53 127.0.0.54\nFallbackDNS=192.0.2.8 127.0.0.53\n");
    write("run/systemd/resolve/resolv.conf", "nameserver 127.0.0.1\n");
    assertThat(resolver.nameservers()).containsExactly("192.0.2.8");
  }

  @Test
  void aFileThatNamesItIsFollowedToo() throws IOException {
    write("run/systemd/resolve/resolv.conf", "nameserver 192.0.2.2\n");
    var file = Files.writeString(root.resolve("etc/plain"), "nameserver 127.0.0.53\n");
    var plain = new ResolverFile(file, root.resolve("state"), new ResolvedConfig(root));
    assertThat(plain.isResolved()).isFalse();
    assertThat(plain.nameservers()).containsExactly("192.0.2.2");
  }
}
