package dev.pilaster.host;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The engine's way to send stdout and stderr over one connection: frames of a byte that names the
 * stream, three zero bytes, the length in four bytes, and the text (Engine API, "attach").
 */
final class Frames {
  /** More than this of the end is not kept, in bytes. */
  static final int LIMIT = 256 * 1024;

  private static final int STDERR = 2;

  private Frames() {}

  /** Both streams in the order in which they came, as UTF-8. */
  static String text(InputStream body) throws IOException {
    var tail = new Tail(LIMIT);
    copy(body, tail, tail);
    return tail.text();
  }

  /** Parts the streams; what came of a frame that breaks off is passed on. */
  static void copy(InputStream body, OutputStream stdout, OutputStream stderr) throws IOException {
    var input = new DataInputStream(body);
    try {
      while (true) {
        var stream = input.readInt() >>> 24;
        var text = input.readNBytes(input.readInt());
        (stream == STDERR ? stderr : stdout).write(text);
      }
    } catch (EOFException e) {
      return;
    }
  }
}
