package dev.pilaster.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Debian's PHP-FPM 8.2 with one pool of two workers on a socket. */
public final class RealFpm implements AutoCloseable {
  private final Running running;

  public RealFpm(Path home, Path socket) throws IOException {
    Files.createDirectories(home);
    var conf = home.resolve("fpm.conf");
    Files.writeString(
        conf,
        """
        [global]
        error_log = %1$s/error.log
        daemonize = no
        [www]
        listen = %2$s
        listen.mode = 0666
        user = root
        group = root
        pm = static
        pm.max_children = 2
        ping.path = /ping
        """
            .formatted(home, socket));
    var argv = List.of("php-fpm8.2", "-n", "-R", "-F", "-y", conf.toString());
    running = Running.start(home.resolve("output"), () -> Files.exists(socket), argv);
  }

  @Override
  public void close() {
    running.close();
  }
}
