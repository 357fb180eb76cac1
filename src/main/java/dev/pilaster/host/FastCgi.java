package dev.pilaster.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A client of one request a connection (FastCGI Specification 1.0, role responder). */
final class FastCgi {
  private static final int BEGIN = 1;
  private static final int END = 3;
  private static final int PARAMS = 4;
  private static final int STDIN = 5;
  private static final int STDOUT = 6;
  private static final int STDERR = 7;
  private static final int RECORD = 65_535;
  private static final int LIMIT = 1024 * 1024;

  private final Connection wire;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  private FastCgi(Connection wire) {
    this.wire = wire;
  }

  /**
   * What the application answered.
   *
   * @param status of its {@code Status:} header, 200 without one (RFC 3875, 6.3.3)
   * @param headers by their names in lower case
   * @param body the first mebibyte
   * @param errors what it wrote to its error stream
   */
  record Answer(int status, SortedMap<String, String> headers, String body, String errors) {}

  /** Asks with these parameters and no body. */
  static Answer ask(SocketAddress address, Map<String, String> params, Duration timeout)
      throws IOException {
    try (var wire = Connection.connect(address, timeout)) {
      var client = new FastCgi(wire);
      client.send(params);
      client.receive();
      return answer(client.out.toString(ISO_8859_1), client.errors.toString(UTF_8));
    }
  }

  private void send(Map<String, String> params) throws IOException {
    wire.write(record(BEGIN, new byte[] {0, 1, 0, 0, 0, 0, 0, 0}));
    wire.write(record(PARAMS, pairs(params)));
    wire.write(record(PARAMS, new byte[0]));
    wire.write(record(STDIN, new byte[0]));
  }

  private static ByteBuffer record(int type, byte[] content) throws IOException {
    if (content.length > RECORD) {
      throw new IOException("more than " + RECORD + " bytes of parameters");
    }
    return ByteBuffer.allocate(8 + content.length)
        .put((byte) 1)
        .put((byte) type)
        .putShort((short) 1)
        .putShort((short) content.length)
        .putShort((short) 0)
        .put(content)
        .flip();
  }

  private static byte[] pairs(Map<String, String> params) {
    var bytes = new ByteArrayOutputStream();
    params.forEach(
        (name, value) -> {
          var n = name.getBytes(UTF_8);
          var v = value.getBytes(UTF_8);
          bytes.writeBytes(length(n.length));
          bytes.writeBytes(length(v.length));
          bytes.writeBytes(n);
          bytes.writeBytes(v);
        });
    return bytes.toByteArray();
  }

  /** One byte up to 127, else four with the highest bit set. */
  private static byte[] length(int length) {
    return length < 128
        ? new byte[] {(byte) length}
        : ByteBuffer.allocate(4).putInt(length | 0x80000000).array();
  }

  private void receive() throws IOException {
    while (out.size() < LIMIT) {
      var head = exactly(8);
      var type = head[1];
      var content = exactly(((head[4] & 0xff) << 8) | (head[5] & 0xff));
      exactly(head[6] & 0xff);
      if (type == STDOUT) {
        out.writeBytes(content);
      } else if (type == STDERR && errors.size() < LIMIT) {
        errors.writeBytes(content);
      } else if (type == END) {
        finish(content);
        return;
      }
    }
  }

  private static void finish(byte[] end) throws IOException {
    if (end.length < 5 || end[4] != 0) {
      throw new IOException("refused by the FastCGI application");
    }
  }

  private byte[] exactly(int length) throws IOException {
    var bytes = new byte[length];
    var buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      if (wire.read(buffer) < 0) {
        throw new IOException("connection closed in the middle of an answer");
      }
    }
    return bytes;
  }

  private static Answer answer(String text, String errors) throws IOException {
    var parts = text.split("\r?\n\r?\n", 2);
    var headers = new TreeMap<String, String>();
    for (var line : parts[0].split("\r?\n", -1)) {
      var colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).toLowerCase(java.util.Locale.ROOT),
            line.substring(colon + 1).strip());
      }
    }
    var body = parts.length < 2 ? "" : new String(parts[1].getBytes(ISO_8859_1), UTF_8);
    return new Answer(status(headers.getOrDefault("status", "200")), headers, body, errors.strip());
  }

  private static int status(String text) throws IOException {
    if (!text.matches("[1-9][0-9]{2}( .*)?")) {
      throw new IOException("not a status: \"" + text + "\"");
    }
    return Integer.parseInt(text.substring(0, 3));
  }
}
