package dev.pilaster.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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

  /** The host's own name servers. */
  List<String> nameservers() throws IOException {
    return words("nameserver");
  }

  /** The host's own search list; its last line counts (resolv.conf(5)). */
  List<String> searchDomains() throws IOException {
    return words("search|domain");
  }

  private List<String> words(String keyword) throws IOException {
    var lines = own().lines().map(String::strip).filter(l -> l.matches("(" + keyword + ")\\s.*"));
    var values = lines.map(l -> l.split("\\s+")).map(w -> List.of(w).subList(1, w.length)).toList();
    if (keyword.equals("nameserver")) {
      return values.stream().map(w -> w.get(0)).toList();
    }
    return values.isEmpty() ? List.of() : values.get(values.size() - 1);
  }
}
