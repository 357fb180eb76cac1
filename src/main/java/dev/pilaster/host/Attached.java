package dev.pilaster.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A call whose connection becomes a command's input and output (Engine API, "exec start"). On a
 * connection of its own, because the transport of all other calls cannot end the input and leave
 * the output open, without which a command that reads to the end never ends.
 */
final class Attached implements AutoCloseable {
  private static final int HEAD_LIMIT = 64 * 1024;

  private final SocketChannel channel;
  private final InputStream from;

  private Attached(SocketChannel channel) {
    this.channel = channel;
    this.from = new BufferedInputStream(new From(channel), 64 * 1024);
  }

  /**
   * Sends the call; a refusal is a {@link dev.pilaster.model.HostException}.
   *
   * @param host unix:///path or tcp://host:port
   * @param prefix the API version's part of the path
   */
  static Attached open(String host, String prefix, Call call) throws IOException {
    var channel = SocketChannel.open(address(URI.create(host)));
    try {
      var attached = new Attached(channel);
      attached.input().write(request(prefix, call));
      attached.accept(call);
      return attached;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static SocketAddress address(URI host) {
    return "unix".equals(host.getScheme())
        ? UnixDomainSocketAddress.of(Path.of(host.getPath()))
        : new InetSocketAddress(host.getHost(), host.getPort());
  }

  private static byte[] request(String prefix, Call call) {
    var body = call.body().toString().getBytes(UTF_8);
    var head =
        "%s %s%s HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n"
                .formatted(call.method(), prefix, call.path())
            + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n".formatted(body.length);
    var bytes = ByteBuffer.allocate(head.length() + body.length);
    return bytes.put(head.getBytes(ISO_8859_1)).put(body).array();
  }

  /** Engines answer 101, very old ones 200; anything else is a refusal with a length. */
  private void accept(Call call) throws IOException {
    var lines = head().split("\r\n", -1);
    var status = Integer.parseInt(lines[0].split(" ", 3)[1]);
    if (status != 101 && status != 200) {
      var length = 0;
      for (var line : lines) {
        if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
          length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
        }
      }
      throw refusal(call, status, from.readNBytes(length));
    }
  }

  private static RuntimeException refusal(Call call, int status, byte[] body) throws IOException {
    try {
      return new Answer(call.what(), status, Api.JSON.readTree(body)).refusal();
    } catch (JsonProcessingException e) {
      return new Answer(call.what(), status, TextNode.valueOf(new String(body, UTF_8))).refusal();
    }
  }

  private String head() throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      var one = from.read();
      if (one < 0 || head.length() > HEAD_LIMIT) {
        throw new EOFException("the engine's answer has no end of its head: " + head);
      }
      head.append((char) one);
    }
    return head.toString();
  }

  /** What the command says, in {@link Frames}. */
  InputStream output() {
    return from;
  }

  /** Thrown by {@link #input} when the command has ended, or reads no more: no failure of ours. */
  static final class Unread extends IOException {
    Unread(IOException cause) {
      super("the command reads no more", cause);
    }
  }

  /** What it reads; closing it ends its input and nothing else. */
  OutputStream input() {
    return new To(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** The stream that Java itself makes of a channel cannot be read while another one is written. */
  private static final class From extends InputStream {
    private final SocketChannel channel;

    From(SocketChannel channel) {
      this.channel = channel;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      return channel.read(ByteBuffer.wrap(bytes, from, length));
    }
  }

  private static final class To extends OutputStream {
    private final SocketChannel channel;

    To(SocketChannel channel) {
      this.channel = channel;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      var left = ByteBuffer.wrap(bytes, from, length);
      try {
        while (left.hasRemaining()) {
          channel.write(left);
        }
      } catch (IOException e) {
        throw new Unread(e);
      }
    }

    @Override
    public void close() throws IOException {
      try {
        channel.shutdownOutput();
      } catch (IOException e) {
        throw new Unread(e);
      }
    }
  }
}
