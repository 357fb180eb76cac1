package dev.pilaster.host;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One question to one name server (RFC 1035), for addresses and texts. */
final class Dns {
  static final int ADDRESS = 1;
  static final int TEXT = 16;

  private static final int ID = 0x7069;
  private static final Duration TIMEOUT = Duration.ofMillis(500);

  private Dns() {}

  /**
   * The answers of one type: addresses in dotted form, or texts; none for a name that is not there.
   *
   * @throws IOException when no usable answer came in time
   */
  static List<String> ask(String server, String name, int type) throws IOException {
    try (var socket = new DatagramSocket()) {
      socket.setSoTimeout((int) TIMEOUT.toMillis());
      socket.connect(Connection.address(server));
      var question = question(name, type);
      socket.send(new DatagramPacket(question, question.length));
      var answer = new DatagramPacket(new byte[4096], 4096);
      socket.receive(answer);
      return answers(ByteBuffer.wrap(answer.getData(), 0, answer.getLength()), type);
    }
  }

  private static byte[] question(String name, int type) {
    var bytes = new ByteArrayOutputStream();
    var head = ByteBuffer.allocate(12).putShort((short) ID).putShort((short) 0x0100);
    bytes.writeBytes(head.putShort((short) 1).array());
    for (var label : name.split("\\.", -1)) {
      bytes.write(label.length());
      bytes.writeBytes(label.getBytes(US_ASCII));
    }
    bytes.writeBytes(new byte[] {0, 0, (byte) type, 0, 1});
    return bytes.toByteArray();
  }

  private static List<String> answers(ByteBuffer message, int type) throws IOException {
    var code = message.getShort(2) & 15;
    if (message.getShort(0) != ID || (code != 0 && code != 3)) {
      throw new IOException("answered with code " + code);
    }
    int count = message.getShort(6);
    message.position(12);
    skipName(message);
    message.position(message.position() + 4);
    var found = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      skipName(message);
      int is = message.getShort();
      message.position(message.position() + 6);
      var data = new byte[message.getShort()];
      message.get(data);
      if (is == type) {
        found.add(type == ADDRESS ? dotted(data) : new String(data, 1, data[0] & 0xff, UTF_8));
      }
    }
    return found;
  }

  /** Labels up to an empty one, or up to a pointer. */
  private static void skipName(ByteBuffer message) {
    for (int length = message.get() & 0xff; length > 0; length = message.get() & 0xff) {
      if (length >= 0xc0) {
        message.get();
        return;
      }
      message.position(message.position() + length);
    }
  }

  private static String dotted(byte[] a) {
    return (a[0] & 255) + "." + (a[1] & 255) + "." + (a[2] & 255) + "." + (a[3] & 255);
  }
}
