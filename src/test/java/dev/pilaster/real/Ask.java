package dev.pilaster.real;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/** An HTTP client that sends exactly what it is told: paths as they are, any host, any header. */
public final class Ask {
  private final InetSocketAddress address;
  private final String host;
  private final List<String> headers = new ArrayList<>();
  private InetAddress source = ip(127, 0, 0, 1);
  private String method = "GET";
  private String body = "";
  private boolean secure;

  public Ask(int port, String host) {
    this(new InetSocketAddress(ip(127, 0, 0, 1), port), host);
  }

  public Ask(InetSocketAddress address, String host) {
    this.address = address;
    this.host = host;
  }

  public Ask header(String line) {
    headers.add(line);
    return this;
  }

  /** By https, with this host as the server's name, whoever signed its certificate. */
  public Ask secure() {
    secure = true;
    return this;
  }

  /** From this address of loopback. */
  public Ask from(InetAddress ip) {
    source = ip;
    return this;
  }

  /** An address by its bytes, four or sixteen. */
  public static InetAddress ip(int... numbers) {
    var bytes = new byte[numbers.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) numbers[i];
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public Ask post(String text) {
    method = "POST";
    body = text;
    return header("Content-Length: " + text.length());
  }

  /** The answer to one request; its status is 0 when the connection was closed without one. */
  public Answer get(String path) {
    var request = new StringBuilder("%s %s HTTP/1.1\r\nHost: %s\r\n".formatted(method, path, host));
    headers.forEach(line -> request.append(line).append("\r\n"));
    request.append("Connection: close\r\n\r\n").append(body);
    try (var socket = connected()) {
      socket.getOutputStream().write(request.toString().getBytes(ISO_8859_1));
      return new Answer(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
    } catch (IOException e) {
      return new Answer("");
    }
  }

  private Socket connected() throws IOException {
    var socket = new Socket();
    socket.bind(local());
    socket.setSoTimeout(10_000);
    socket.connect(address);
    return secure ? Blind.over(socket, host) : socket;
  }

  /** The certificate that it shows; empty when it refuses the handshake. */
  public Optional<X509Certificate> certificate() {
    try (var socket = (SSLSocket) connected()) {
      socket.startHandshake();
      return Optional.of((X509Certificate) socket.getSession().getPeerCertificates()[0]);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private InetSocketAddress local() {
    return new InetSocketAddress(v6() ? address.getAddress() : source, 0);
  }

  private boolean v6() {
    return address.getAddress() instanceof Inet6Address;
  }

  /** What came back, as text. */
  public record Answer(String text) {
    public int status() {
      return text.isEmpty() ? 0 : Integer.parseInt(text.substring(9, 12));
    }

    /** All values of a header, in order. */
    public List<String> header(String name) {
      var start = name.toLowerCase(Locale.ROOT) + ":";
      return text.substring(0, text.indexOf("\r\n\r\n"))
          .lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .toList();
    }

    public String body() {
      return text.substring(text.indexOf("\r\n\r\n") + 4);
    }

    /** A parameter that the echoing application got; empty when it was not asked or got none. */
    public String param(String name) {
      return body()
          .lines()
          .filter(line -> line.startsWith(name + "="))
          .map(line -> line.substring(name.length() + 1))
          .findFirst()
          .orElse("");
    }
  }
}
