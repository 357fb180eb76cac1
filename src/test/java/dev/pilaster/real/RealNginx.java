package dev.pilaster.real;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Debian's nginx with a prefix of its own, which includes {@code <home>/pilaster.d}. */
public final class RealNginx implements AutoCloseable {
  public final Path home;
  public final Path directory;
  public final int port;
  private Running running;

  /** Starts it, with a server on {@link #port} that knows nothing yet. */
  public RealNginx(Path home) throws IOException {
    this.home = home;
    this.port = Ports.free();
    this.directory = Files.createDirectories(home.resolve("pilaster.d"));
    Files.createDirectories(home.resolve("logs"));
    Files.copy(Path.of("/etc/nginx/fastcgi_params"), home.resolve("fastcgi_params"));
    Files.writeString(home.resolve("nginx.conf"), config());
    start();
  }

  private String config() {
    return """
    user root;
    worker_processes 2;
    daemon off;
    pid %1$s/nginx.pid;
    error_log %1$s/logs/error.log;
    events { worker_connections 256; }
    http {
        include /etc/nginx/mime.types;
        default_type application/octet-stream;
        access_log %1$s/logs/access.log;
        client_body_temp_path %1$s/body;
        fastcgi_temp_path %1$s/fastcgi;
        proxy_temp_path %1$s/proxy;
        scgi_temp_path %1$s/scgi;
        uwsgi_temp_path %1$s/uwsgi;
        include %1$s/other.d/*.conf;
        include %1$s/pilaster.d/*.conf;
        server { listen 127.0.0.1:%2$d; server_name other.invalid; return 204; }
    }
    """
        .formatted(home, port);
  }

  /** Starts it again after {@link #close}. */
  public void start() {
    var argv = List.of("nginx", "-p", home.toString(), "-c", conf());
    running = Running.start(home.resolve("output"), this::listens, argv);
  }

  private boolean listens() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return Files.exists(home.resolve("nginx.pid"));
    } catch (IOException e) {
      return false;
    }
  }

  private String conf() {
    return home.resolve("nginx.conf").toString();
  }

  public List<String> check() {
    return List.of("nginx", "-p", home.toString(), "-c", conf(), "-t");
  }

  public List<String> reload() {
    return List.of("nginx", "-p", home.toString(), "-c", conf(), "-s", "reload");
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  public String errors() throws IOException {
    return Files.readString(home.resolve("logs/error.log"));
  }

  @Override
  public void close() {
    running.close();
  }
}
