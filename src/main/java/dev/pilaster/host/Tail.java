package dev.pilaster.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;

/** Keeps the end of what is written to it, and not much more than that in memory. */
final class Tail extends OutputStream {
  private final byte[] ring;
  private long written;

  /** {@code limit}: bytes that are kept. */
  Tail(int limit) {
    ring = new byte[limit];
  }

  @Override
  public void write(int one) {
    ring[(int) (written++ % ring.length)] = (byte) one;
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    for (var i = Math.max(0, length - ring.length); i < length; i++) {
      ring[(int) ((written + i) % ring.length)] = bytes[from + i];
    }
    written += length;
  }

  /** What is kept, as UTF-8. */
  String text() {
    var size = (int) Math.min(written, ring.length);
    var bytes = new byte[size];
    for (var i = 0; i < size; i++) {
      bytes[i] = ring[(int) ((written - size + i) % ring.length)];
    }
    return new String(bytes, UTF_8);
  }
}
