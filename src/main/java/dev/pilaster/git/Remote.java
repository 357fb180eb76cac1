package dev.pilaster.git;

import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;

/** A repository elsewhere, and how to be let in. */
final class Remote {
  private static final Set<String> SCHEMES = Set.of("file", "https", "http", "ssh");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  private final URIish uri;
  private final Access access;
  private final Wire wire;

  private Remote(URIish uri, Access access, Wire wire) {
    this.uri = uri;
    this.access = access;
    this.wire = wire;
  }

  /**
   * @throws HostException INVALID when it is no URL that is understood, or would send a password in
   *     clear over a network
   */
  static Remote of(String url, Access access, Wire wire) {
    Jgit.ready();
    try {
      var uri = new URIish(url);
      var remote = new Remote(uri, access, wire);
      remote.check();
      return remote;
    } catch (URISyntaxException e) {
      throw new HostException(Kind.INVALID, "not a repository's address: " + e.getReason(), e);
    }
  }

  private void check() {
    var scheme = Optional.ofNullable(uri.getScheme()).map(s -> s.toLowerCase(Locale.ROOT));
    if (scheme.isPresent() && !SCHEMES.contains(scheme.get())) {
      throw invalid("want an absolute path or file:, https:, ssh:, user@host:path");
    }
    if (local().isPresent() && !local().get().isAbsolute()) {
      throw invalid("a path must be absolute");
    }
    var secret = access.password().isPresent() || uri.getPass() != null;
    if (secret && scheme.equals(Optional.of("http")) && !LOOPBACK.contains(uri.getHost())) {
      throw invalid("a password is not sent over http: use https");
    }
  }

  private HostException invalid(String message) {
    return new HostException(Kind.INVALID, this + ": " + message);
  }

  /** The directory, when it is on this machine. */
  Optional<Path> local() {
    var file = uri.getScheme() == null || uri.getScheme().equalsIgnoreCase("file");
    return file && uri.getHost() == null
        ? Optional.of(Path.of(Objects.requireNonNull(uri.getPath())))
        : Optional.empty();
  }

  /**
   * Calls until it works or patience ends.
   *
   * @param what in words, for the error: "ask for main"
   * @throws HostException TRANSIENT with what answered, or what the attempt threw
   */
  <T> T patiently(String what, Callable<T> attempt) {
    try {
      return wire.patience().retry(attempt);
    } catch (HostException e) {
      throw e;
    } catch (Exception e) {
      throw failed(what, Failure.text(e), e);
    } catch (OutOfMemoryError e) {
      throw failed(what, "an object of it needs a larger heap than the agent has (-Xmx)", e);
    }
  }

  private HostException failed(String what, String why, Throwable cause) {
    var message = access.redact("cannot " + what + " of " + this + ": " + why);
    return new HostException(Kind.TRANSIENT, message, cause);
  }

  /**
   * One connection: asks which commits the refs name, then does what the talk wants.
   *
   * @param into the repository that a fetch writes to; without it there can be none
   * @param depth how many commits of history a fetch brings; 0 for all of it
   * @param refs full names to ask for; the answer may have more
   */
  <T> T talk(Optional<Repository> into, int depth, List<String> refs, Talk<T> talk)
      throws IOException {
    try (var ssh = new Ssh(access, wire.patience().silence());
        var transport = open(into, ssh)) {
      if (depth > 0) {
        transport.setDepth(depth);
      }
      try (var conversation = Conversation.open(transport, refs, wire)) {
        return talk.with(conversation);
      } catch (IOException e) {
        throw ssh.refusal().<IOException>map(r -> new HostKeyRefused(r, e)).orElse(e);
      }
    }
  }

  private Transport open(Optional<Repository> into, Ssh ssh) throws IOException {
    var transport =
        into.isPresent() ? Transport.open(into.get(), uri, "pilaster") : Transport.open(uri);
    transport.setTimeout((int) wire.patience().silence().toSeconds());
    if (transport instanceof SshTransport overSsh) {
      ssh.prepare(overSsh);
    }
    if (transport instanceof TransportHttp http && access.password().isPresent()) {
      var fromUrl = Optional.ofNullable(uri.getUser());
      var user = access.username().or(() -> fromUrl).orElse("git");
      http.setPreemptiveBasicAuthentication(user, access.password().get().reveal());
    }
    return transport;
  }

  /** The address without a password. */
  @Override
  public String toString() {
    return uri.toString();
  }

  /** What is done on a connection. */
  interface Talk<T> {
    T with(Conversation conversation) throws IOException;
  }
}
