package dev.pilaster.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A FastCGI application that answers with the parameters that it got, one a line. */
public final class FcgiEcho implements AutoCloseable {
  private final ServerSocketChannel server;
  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final Function<SortedMap<String, String>, String> application;
  private final AtomicInteger requests = new AtomicInteger();

  public FcgiEcho(Path socket) throws IOException {
    this(socket, FcgiEcho::echo);
  }

  /** An application that gives the whole CGI answer for its parameters. */
  public FcgiEcho(Path socket, Function<SortedMap<String, String>, String> application)
      throws IOException {
    this(fresh(socket), StandardProtocolFamily.UNIX, application);
  }

  /** The echo on an address. */
  public FcgiEcho(InetSocketAddress address) throws IOException {
    this(address, StandardProtocolFamily.INET, FcgiEcho::echo);
  }

  private FcgiEcho(
      SocketAddress address,
      ProtocolFamily family,
      Function<SortedMap<String, String>, String> application)
      throws IOException {
    this.application = application;
    this.server = ServerSocketChannel.open(family);
    this.server.bind(address);
    this.pool.execute(this::accept);
  }

  private static SocketAddress fresh(Path socket) throws IOException {
    Files.createDirectories(socket.getParent());
    Files.deleteIfExists(socket);
    return UnixDomainSocketAddress.of(socket);
  }

  private static String echo(SortedMap<String, String> params) {
    var text = new StringBuilder("Content-Type: text/html\r\n\r\n");
    params.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    return text.toString();
  }

  /** How many requests it has seen. */
  public int requests() {
    return requests.get();
  }

  private void accept() {
    try {
      while (true) {
        var channel = server.accept();
        pool.execute(() -> serve(channel));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(SocketChannel channel) {
    try (channel;
        var in = new DataInputStream(Channels.newInputStream(channel));
        var out = Channels.newOutputStream(channel)) {
      var params = new ByteArrayOutputStream();
      var body = 0;
      for (var more = true; more; ) {
        in.readByte();
        var type = in.readByte();
        in.readShort();
        var content = new byte[in.readUnsignedShort()];
        var padding = in.readUnsignedByte();
        in.readByte();
        in.readFully(content);
        in.skipNBytes(padding);
        if (type == 4) {
          params.writeBytes(content);
        } else if (type == 5) {
          body += content.length;
          more = content.length > 0;
        }
      }
      answer(out, params.toByteArray(), body);
    } catch (IOException e) {
      // the client went away
    }
  }

  private void answer(OutputStream out, byte[] pairs, int body) throws IOException {
    requests.incrementAndGet();
    var params = params(ByteBuffer.wrap(pairs));
    params.put("BODY", String.valueOf(body));
    var text = application.apply(params).getBytes(UTF_8);
    out.write(record(6, text));
    out.write(record(6, new byte[0]));
    out.write(record(3, new byte[8]));
  }

  private static SortedMap<String, String> params(ByteBuffer pairs) {
    var params = new TreeMap<String, String>();
    while (pairs.hasRemaining()) {
      var name = new byte[length(pairs)];
      var value = new byte[length(pairs)];
      pairs.get(name).get(value);
      params.put(new String(name, UTF_8), new String(value, UTF_8));
    }
    return params;
  }

  private static int length(ByteBuffer pairs) {
    var first = pairs.get(pairs.position()) & 0xff;
    return first < 128 ? pairs.get() : pairs.getInt() & 0x7fffffff;
  }

  private static byte[] record(int type, byte[] content) {
    return ByteBuffer.allocate(8 + content.length)
        .put((byte) 1)
        .put((byte) type)
        .putShort((short) 1)
        .putShort((short) content.length)
        .putShort((short) 0)
        .put(content)
        .array();
  }

  @Override
  public void close() throws IOException {
    server.close();
    pool.shutdownNow();
  }
}
