package dev.pilaster.git;

import dev.pilaster.model.HostException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.jspecify.annotations.Nullable;

/**
 * The host keys that are accepted: those of known_hosts lines (sshd(8), SSH_KNOWN_HOSTS FILE
 * FORMAT), and no others, whatever anybody's configuration says. Lines that name a certificate
 * authority are refused.
 */
final class PinnedHosts implements ServerKeyDatabase {
  private final List<Pin> pins = new ArrayList<>();
  private volatile Optional<String> refusal = Optional.empty();

  /**
   * @throws HostException INVALID when a line is not one of known_hosts
   */
  PinnedHosts(List<String> lines) {
    for (var line : lines) {
      if (!line.isBlank() && !line.strip().startsWith("#")) {
        pins.add(pin(line.strip()));
      }
    }
  }

  private static Pin pin(String line) {
    try {
      var entry = KnownHostEntry.parseKnownHostEntry(line);
      var key =
          entry.getKeyEntry().resolvePublicKey(null, Map.of(), PublicKeyEntryResolver.FAILING);
      var marker = Optional.ofNullable(entry.getMarker());
      if (marker.isPresent() && !marker.get().equals("revoked")) {
        throw new IllegalArgumentException("@" + marker.get() + " is not supported");
      }
      return new Pin(entry, key, marker.isPresent());
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      var message = "not a line of known_hosts: \"" + line + "\": " + Failure.text(e);
      throw new HostException(HostException.Kind.INVALID, message, e);
    }
  }

  /** Why a host was refused, when one was. */
  Optional<String> refusal() {
    return refusal;
  }

  @Override
  public List<PublicKey> lookup(String host, InetSocketAddress address, Configuration config) {
    return pins.stream().filter(p -> !p.revoked && p.names(host)).map(Pin::key).toList();
  }

  @Override
  public boolean accept(
      String host,
      InetSocketAddress address,
      PublicKey key,
      Configuration config,
      @Nullable CredentialsProvider provider) {
    var same =
        pins.stream().filter(p -> p.names(host) && KeyUtils.compareKeys(p.key, key)).toList();
    if (!same.isEmpty() && same.stream().noneMatch(Pin::revoked)) {
      return true;
    }
    refusal = Optional.of(refusal(host, key));
    return false;
  }

  private String refusal(String host, PublicKey key) {
    var shown = KeyUtils.getKeyType(key) + " " + KeyUtils.getFingerPrint(key);
    var named = pins.stream().anyMatch(p -> p.names(host));
    return "the host key of "
        + host
        + " ("
        + shown
        + ") is not trusted: "
        + (named
            ? "known_hosts names another key for it"
            : "no line of known_hosts names this host");
  }

  /** One line. */
  private record Pin(KnownHostEntry entry, PublicKey key, boolean revoked) {
    /** Whether it speaks of this host: {@code name}, or {@code [name]:port}. */
    boolean names(String host) {
      if (!host.startsWith("[")) {
        return entry.isHostMatch(host, 22);
      }
      var end = host.indexOf("]:");
      return entry.isHostMatch(host.substring(1, end), Integer.parseInt(host.substring(end + 2)));
    }
  }
}
