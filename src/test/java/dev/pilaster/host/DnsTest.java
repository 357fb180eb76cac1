package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DnsTest {
  /** Answers one question with what the function makes of it. */
  private static String server(UnaryOperator<byte[]> answer) throws IOException {
    var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    new Thread(() -> serve(socket, answer), "dns").start();
    return "127.0.0.1:" + socket.getLocalPort();
  }

  private static void serve(DatagramSocket socket, UnaryOperator<byte[]> answer) {
    try (socket) {
      var packet = new DatagramPacket(new byte[512], 512);
      socket.receive(packet);
      packet.setData(answer.apply(Arrays.copyOf(packet.getData(), packet.getLength())));
      socket.send(packet);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] answer(byte[] question, int code, int count, String records) {
    var bytes = HexFormat.of().parseHex(records.replace(" ", ""));
    var message = ByteBuffer.allocate(question.length + bytes.length).put(question).put(bytes);
    return message.putShort(2, (short) (0x8180 | code)).putShort(6, (short) count).array();
  }

  @Test
  void addressesBehindAnAlias() throws IOException {
    var alias = "c00c 0005 0001 00000000 0002 c00c ";
    var records = alias + "c00c 0001 0001 00000000 0004 ac1e000a";
    var server = server(question -> answer(question, 0, 2, records));
    assertThat(Dns.ask(server, "php82.ctr.internal", Dns.ADDRESS)).containsExactly("172.30.0.10");
  }

  @Test
  void texts() throws IOException {
    var server = server(q -> answer(q, 0, 1, "c00c 0010 0001 00000000 0004 03616263"));
    assertThat(Dns.ask(server, "x.ctr.internal", Dns.TEXT)).containsExactly("abc");
  }

  @Test
  void aNameThatIsNotThereHasNoAnswers() throws IOException {
    var server = server(q -> answer(q, 3, 0, ""));
    assertThat(Dns.ask(server, "nosuch", Dns.ADDRESS)).isEmpty();
  }

  @Test
  void aServerThatRefusesIsAFailure() throws IOException {
    var server = server(q -> answer(q, 5, 0, ""));
    assertThatThrownBy(() -> Dns.ask(server, "x", Dns.ADDRESS)).hasMessageContaining("code 5");
  }

  @Test
  void nobodyThereIsAFailure() throws IOException {
    int port;
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThatThrownBy(() -> Dns.ask("127.0.0.1:" + port, "x", Dns.ADDRESS))
        .isInstanceOf(IOException.class);
  }
}
