package dev.pilaster.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The host's resolver file. It is written in place, because in a container it is a mount that no
 * rename may replace; the last one that was not ours is kept beside the agent's state.
 */
final class ResolverFile {
  private final Path file;
  private final Path original;

  ResolverFile(Path file, Path state) {
    this.file = file;
    this.original = state.resolve("resolv.conf.orig");
  }

  /** Writes ours; without one, gives the host its own back. */
  void install(Fileset files) throws IOException {
    if (files.files().isEmpty()) {
      restore();
      return;
    }
    refuseResolved();
    var text = files.files().get(file.toString());
    if (text == null || files.files().size() > 1) {
      throw new IllegalArgumentException(files.files().keySet() + " is not " + file);
    }
    var is = read();
    if (!is.equals(text.text())) {
      if (!Fileset.ours(is)) {
        OwnFiles.write(original, is, 0644, "");
      }
      Files.writeString(file, text.text(), UTF_8);
    }
  }

  /** systemd-resolved writes behind a link, and again whenever a link of the network changes. */
  private void refuseResolved() throws IOException {
    if (Files.isSymbolicLink(file)) {
      throw new HostException(
          HostException.Kind.INVALID,
          "%s is a link to %s: another program manages it (dns.resolver: manage is not possible)"
              .formatted(file, Files.readSymbolicLink(file)));
    }
  }

  private void restore() throws IOException {
    if (Fileset.ours(read()) && Files.exists(original)) {
      Files.writeString(file, OwnFiles.text(original), UTF_8);
    }
    Files.deleteIfExists(original);
  }

  private String read() throws IOException {
    return Files.exists(file) ? OwnFiles.text(file) : "";
  }

  /** The host's own text, before ours was put in. */
  private String own() throws IOException {
    var is = read();
    return Fileset.ours(is) && Files.exists(original) ? OwnFiles.text(original) : is;
  }

  /** Whether ours was put in, and not taken out again. */
  boolean isManaged() {
    return Files.exists(original);
  }

  /** Whom the host asks first now, whoever wrote it; empty for nobody. */
  Optional<String> asked() throws IOException {
    return servers(read()).stream().findFirst();
  }

  /** The host's own name servers. */
  List<String> nameservers() throws IOException {
    return servers(own());
  }

  private static List<String> servers(String text) {
    return values(text, "nameserver").stream().map(w -> w.get(0)).toList();
  }

  /** The host's own search list; its last line counts (resolv.conf(5)). */
  List<String> searchDomains() throws IOException {
    var lists = values(own(), "search|domain");
    return lists.isEmpty() ? List.of() : lists.get(lists.size() - 1);
  }

  private static List<List<String>> values(String text, String keyword) {
    var lines = text.lines().map(String::strip).filter(l -> l.matches("(" + keyword + ")\\s.*"));
    return lines.map(l -> l.split("\\s+")).map(w -> List.of(w).subList(1, w.length)).toList();
  }
}
