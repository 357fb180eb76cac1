package dev.pilaster.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * An encrypted question to this host's own nginx. Whose certificate it shows is for visitors to
 * judge: the connection does not leave the machine.
 */
final class Tls {
  private Tls() {}

  /** What came back, at most {@code limit} bytes of it. */
  static byte[] ask(
      InetSocketAddress address, String host, byte[] request, Duration timeout, int limit)
      throws IOException {
    var deadline = System.nanoTime() + timeout.toNanos();
    try (var plain = new Socket()) {
      plain.connect(address, left(deadline));
      try (var socket = over(plain, host)) {
        socket.setSoTimeout(left(deadline));
        socket.getOutputStream().write(request);
        return read(socket, deadline, limit);
      }
    }
  }

  private static byte[] read(SSLSocket socket, long deadline, int limit) throws IOException {
    var all = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    var buffer = new byte[8192];
    for (var n = in.read(buffer); n >= 0 && all.size() < limit; n = in.read(buffer)) {
      all.write(buffer, 0, n);
      socket.setSoTimeout(left(deadline));
    }
    return all.toByteArray();
  }

  private static int left(long deadline) throws IOException {
    var millis = (deadline - System.nanoTime()) / 1_000_000;
    if (millis <= 0) {
      throw new SocketTimeoutException("no answer in time");
    }
    return (int) millis;
  }

  private static SSLSocket over(Socket plain, String host) throws IOException {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anybody()}, null);
      var factory = context.getSocketFactory();
      var socket = (SSLSocket) factory.createSocket(plain, host, plain.getPort(), true);
      var parameters = socket.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(host)));
      socket.setSSLParameters(parameters);
      return socket;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new SSLException("no TLS to " + host + ": " + e.getMessage(), e);
    }
  }

  /** Trusts everybody. */
  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
