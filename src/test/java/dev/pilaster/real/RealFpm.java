package dev.pilaster.real;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Debian's PHP-FPM 8.2 with one pool of two workers. */
public final class RealFpm implements AutoCloseable {
  private final Running running;

  /** On a socket. */
  public RealFpm(Path home, Path socket) throws IOException {
    this(home, socket.toString(), () -> Files.exists(socket));
  }

  /** On an address. */
  public RealFpm(Path home, InetSocketAddress address) throws IOException {
    this(
        home,
        address.getAddress().getHostAddress() + ":" + address.getPort(),
        () -> accepts(address));
  }

  private static boolean accepts(InetSocketAddress address) {
    try (var socket = new Socket(address.getAddress(), address.getPort())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private RealFpm(Path home, String listen, BooleanSupplier ready) throws IOException {
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
            .formatted(home, listen));
    var argv = List.of("php-fpm8.2", "-n", "-R", "-F", "-y", conf.toString());
    running = Running.start(home.resolve("output"), ready, argv);
  }

  @Override
  public void close() {
    running.close();
  }
}
