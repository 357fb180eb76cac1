package dev.pilaster.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A site in this JVM, which answers as a test wants it to; a thread for each connection. */
final class Site implements AutoCloseable {
  static final String NAME = "site.test";

  /** What a request is answered with. */
  interface Manner {
    void answer(Visit visit) throws IOException;
  }

  /** A request that has arrived whole, and the connection that it came on. */
  record Visit(String head, String body, Socket socket, int onConnection) {
    String serial() {
      return parameter("serial");
    }

    private String parameter(String name) {
      return head.replaceFirst("(?s).*[?&]" + name + "=([^& ]*).*", "$1");
    }

    /** What the demo's PHP answers. */
    String right() {
      var text =
          "hello from %s\nimage build 1\nserial %s\n%s\n"
              .formatted(NAME, serial(), Ask.arrived("body", body.getBytes(US_ASCII)));
      if (!head.contains("send=")) {
        return text + "end\n";
      }
      var bytes = "7".repeat(Integer.parseInt(parameter("send")));
      var sent = Ask.arrived("sent", bytes.getBytes(US_ASCII));
      return "%ssending %d bytes\n%s\n%s\nend\n".formatted(text, bytes.length(), bytes, sent);
    }

    void send(String raw) throws IOException {
      socket.getOutputStream().write(raw.getBytes(ISO_8859_1));
    }

    void answer(int status, String text) throws IOException {
      var head = "HTTP/1.1 %d X\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n";
      send(head.formatted(status, text.length()) + text + "\r\n0\r\n\r\n");
    }

    void close() throws IOException {
      socket.close();
    }

    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Manner manner;

  Site(Manner manner) throws IOException {
    this.manner = manner;
    run("accept", this::accept);
  }

  Target target() {
    return new Target((InetSocketAddress) server.getLocalSocketAddress(), NAME);
  }

  private static void run(String name, Runnable action) {
    var thread = new Thread(action, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        var socket = server.accept();
        run("serve", () -> serve(socket));
      }
    } catch (IOException e) {
      if (!server.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Ends with the connection. */
  private void serve(Socket socket) {
    try (socket) {
      var in = socket.getInputStream();
      for (var count = 1; !socket.isClosed(); count++) {
        var head = head(in);
        if (head.isEmpty()) {
          return;
        }
        var length = Integer.parseInt(head.replaceFirst("(?s).*Content-Length: (\\d+).*", "$1"));
        var body = new String(in.readNBytes(length), US_ASCII);
        manner.answer(new Visit(head, body, socket, count));
      }
    } catch (IOException e) {
      // the visitor is gone
    }
  }

  private static String head(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    while (!bytes.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      var next = in.read();
      if (next < 0) {
        return "";
      }
      bytes.write(next);
    }
    return bytes.toString(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
