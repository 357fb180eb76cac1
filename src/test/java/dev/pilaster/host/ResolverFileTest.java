package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.Fileset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("outer")
class ResolverFileTest {
  private static final String THEIRS =
      """
      # by dhcp
      nameserver 192.0.2.1
      nameserver\t192.0.2.2\s
      search a.example
      search b.example c.example
      options ndots:1
      """;

  @TempDir Path dir;
  private Path file;
  private ResolverFile resolver;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(dir.resolve("resolv.conf"), THEIRS);
    resolver = new ResolverFile(file, Files.createDirectory(dir.resolve("state")));
  }

  private Fileset ours(String more) {
    var text = new Fileset.Text(Fileset.MARK + "\nnameserver 127.0.0.1\n" + more, 0644);
    return new Fileset(Fileset.Kind.RESOLVER, new TreeMap<>(Map.of(file.toString(), text)), "");
  }

  private static Fileset none() {
    return new Fileset(Fileset.Kind.RESOLVER, new TreeMap<>(), "");
  }

  @Test
  void itIsWrittenInPlace() throws IOException {
    var inode = Files.getAttribute(file, "unix:ino");
    resolver.install(ours(""));
    assertThat(file).hasContent(Fileset.MARK + "\nnameserver 127.0.0.1\n");
    assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(inode);
  }

  @Test
  void whomTheHostAsksNowIsToldWhoeverWroteIt() throws IOException {
    assertThat(resolver.isManaged()).isFalse();
    assertThat(resolver.asked()).contains("192.0.2.1");
    resolver.install(ours(""));
    assertThat(resolver.isManaged()).isTrue();
    assertThat(resolver.asked()).contains("127.0.0.1");
    Files.writeString(file, "search a.example\n");
    assertThat(resolver.asked()).isEmpty();
    resolver.install(none());
    assertThat(resolver.isManaged()).isFalse();
  }

  @Test
  void theHostsOwnFactsOutliveOurText() throws IOException {
    resolver.install(ours(""));
    resolver.install(ours("search ctr.internal\n"));
    assertThat(resolver.nameservers()).containsExactly("192.0.2.1", "192.0.2.2");
    assertThat(resolver.searchDomains()).containsExactly("b.example", "c.example");
  }

  @Test
  void whatDhcpWroteMeanwhileIsTheNewOriginal() throws IOException {
    resolver.install(ours(""));
    Files.writeString(file, "nameserver 198.51.100.1\n");
    resolver.install(ours(""));
    assertThat(resolver.nameservers()).containsExactly("198.51.100.1");
    assertThat(resolver.searchDomains()).isEmpty();
  }

  @Test
  void theHostGetsItsOwnBack() throws IOException {
    resolver.install(ours(""));
    resolver.install(none());
    assertThat(file).hasContent(THEIRS);
    resolver.install(none());
    assertThat(file).hasContent(THEIRS);
  }

  @Test
  void aLinkIsSomebodyElses() throws IOException {
    var stub = Files.move(file, dir.resolve("stub-resolv.conf"));
    Files.createSymbolicLink(file, stub);
    assertThat(resolver.isResolved()).isFalse();
    assertThatThrownBy(() -> resolver.install(ours("")))
        .hasMessage(
            "%s is a link to %s: make it a file, or say dns.resolver: none".formatted(file, stub));
    assertThat(stub).hasContent(THEIRS);
  }

  @Test
  void withoutAFileThereAreNoFacts() throws IOException {
    Files.delete(file);
    assertThat(resolver.nameservers()).isEmpty();
    resolver.install(ours(""));
    assertThat(file).exists();
  }
}
