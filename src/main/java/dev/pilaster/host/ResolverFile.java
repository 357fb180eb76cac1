package dev.pilaster.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The host's resolver file. It is written in place, because in a container it is a mount that no
 * rename may replace; the last one that was not ours is kept beside the agent's state.
 */
final class ResolverFile {
  private static final Set<String> STUBS = Set.of("127.0.0.53", "127.0.0.54");

  private final Path file;
  private final Path original;
  private final ResolvedConfig resolved;

  ResolverFile(Path file, Path state) {
    this(file, state, new ResolvedConfig(Path.of("/")));
  }

  ResolverFile(Path file, Path state, ResolvedConfig resolved) {
    this.file = file;
    this.resolved = resolved;
    this.original = state.resolve("resolv.conf.orig");
  }

  /** Writes ours; without one, gives the host its own back. */
  void install(Fileset files) throws IOException {
    if (files.files().isEmpty()) {
      restore();
      return;
    }
    refuseLink();
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

  /** Whether systemd-resolved is in charge of it. */
  boolean isResolved() throws IOException {
    return resolved.isBehind(file);
  }

  /** Whoever made the link writes behind it. */
  private void refuseLink() throws IOException {
    if (Files.isSymbolicLink(file)) {
      throw new HostException(
          HostException.Kind.INVALID,
          "%s is a link to %s: make it a file, or say dns.resolver: none"
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
    return ResolvConf.servers(read()).stream().findFirst();
  }

  /** The host's own name servers; never systemd-resolved, which may ask dnsmasq. */
  List<String> nameservers() throws IOException {
    var own = ResolvConf.servers(own());
    if (isResolved() || own.stream().anyMatch(STUBS::contains)) {
      return resolved.nameservers();
    }
    return own;
  }

  /** The host's own search list. */
  List<String> searchDomains() throws IOException {
    return isResolved() ? resolved.searchDomains() : ResolvConf.domains(own());
  }
}
