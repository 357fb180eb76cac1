package dev.pilaster.host;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The engine's way to send stdout and stderr over one connection: frames of a byte that names the
 * stream, three zero bytes, the length in four bytes, and the text (Engine API, "attach").
 */
final class Frames {
  /** More than this of the end is not kept, in bytes. */
  static final int LIMIT = 256 * 1024;

  private Frames() {}

  /** Both streams in the order in which they came, as UTF-8. */
  static String text(InputStream body) throws IOException {
    var input = new DataInputStream(body);
    var output = new ByteArrayOutputStream();
    try {
      while (true) {
        input.readInt();
        output.write(input.readNBytes(input.readInt()));
        if (output.size() > 2 * LIMIT) {
          var kept = end(output.toByteArray());
          output.reset();
          output.write(kept);
        }
      }
    } catch (EOFException e) {
      return new String(end(output.toByteArray()), StandardCharsets.UTF_8);
    }
  }

  private static byte[] end(byte[] bytes) {
    return Arrays.copyOfRange(bytes, Math.max(0, bytes.length - LIMIT), bytes.length);
  }
}
