package dev.pilaster.git;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An https server on loopback whose certificate it signed itself. */
final class SelfSigned implements AutoCloseable {
  private final HttpsServer server;
  private final AtomicInteger asked = new AtomicInteger();

  SelfSigned(Path dir) throws Exception {
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = HttpsServer.create(loopback, 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context(dir.resolve("keys.p12"))));
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.close();
        });
    server.start();
  }

  private static SSLContext context(Path file) throws Exception {
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    var command =
        (keytool
                + " -genkeypair -keyalg EC -storetype PKCS12 -storepass changeit -alias a"
                + " -dname CN=localhost -ext san=dns:localhost -keystore "
                + file)
            .split(" ", -1);
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      store.load(in, "changeit".toCharArray());
    }
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, "changeit".toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  String url(String repository) {
    return "https://localhost:" + server.getAddress().getPort() + "/" + repository;
  }

  /** Requests that came through the handshake. */
  int asked() {
    return asked.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
