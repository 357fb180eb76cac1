package dev.pilaster.cli;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells systemd how far we are, as {@code Type=notify} wants it (sd_notify(3)). */
final class Systemd {
  private static final Logger LOG = LoggerFactory.getLogger(Systemd.class);

  private Systemd() {}

  /** Does nothing unless systemd started us. */
  static void tell(Console console, String what) throws InterruptedException {
    if (console.environment().containsKey("NOTIFY_SOCKET")) {
      var pid = "--pid=" + ProcessHandle.current().pid();
      try {
        var code =
            new ProcessBuilder("systemd-notify", what, pid)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (code != 0) {
          LOG.warn("systemd-notify {} exits with {}", what, code);
        }
      } catch (IOException e) {
        LOG.warn("systemd is not told {}: {}", what, e.toString());
      }
    }
  }
}
