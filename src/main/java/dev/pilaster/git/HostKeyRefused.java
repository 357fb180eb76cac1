package dev.pilaster.git;

import java.io.IOException;

/** The server showed a host key that is not pinned. */
final class HostKeyRefused extends IOException {
  /** Without the cause's own message, which says less. */
  HostKeyRefused(String reason, IOException suppressed) {
    super(reason);
    addSuppressed(suppressed);
  }
}
