package dev.pilaster.acceptance;

import dev.pilaster.load.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;

/**
 * A site as a visitor sees it: through nginx, by its host name.
 *
 * @param server its port on loopback, which a proxy of the engine's passes on
 * @param direct the throwaway host's own address
 */
record WebSite(String name, URI server, URI direct, String host) {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Another site on the same host. */
  WebSite beside(String otherName, String otherHost) {
    return new WebSite(otherName, server, direct, otherHost);
  }

  Wire.Answer get(String path) {
    return get(host, path);
  }

  /** Asks the same server under another host name. */
  Wire.Answer get(String otherHost, String path) {
    try (var wire = new Wire(server, PATIENCE)) {
      return wire.ask(Wire.Request.get(otherHost, path));
    } catch (IOException e) {
      throw new UncheckedIOException("GET %s of %s".formatted(path, otherHost), e);
    }
  }

  /** Where a load goes: with nothing in between that would change how a connection ends. */
  Target target() {
    return Target.of(direct, host);
  }

  String text() {
    return get("/").body();
  }

  /** The default server closes the connection instead. */
  boolean answers() {
    try {
      return get("/").status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }
}
