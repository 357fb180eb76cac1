package dev.pilaster.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Locale;

/** An answer as it arrives, byte by byte (RFC 9112). */
final class Reply {
  private enum Part {
    STATUS,
    HEADER,
    BODY,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER,
    DONE
  }

  private static final int LONGEST = 16_384;

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final StringBuilder line = new StringBuilder();
  private Part part = Part.STATUS;
  private int status;
  private long left = Long.MAX_VALUE;
  private boolean chunked;
  private boolean keeps = true;

  /** Takes all that is there; what follows the end is an error. */
  void feed(ByteBuffer in) throws IOException {
    while (in.hasRemaining()) {
      switch (part) {
        case BODY, CHUNK -> copy(in);
        case DONE -> throw new ProtocolException("more than an answer");
        default -> character((char) (in.get() & 0xff));
      }
    }
  }

  private void copy(ByteBuffer in) {
    var bytes = new byte[(int) Math.min(left, in.remaining())];
    in.get(bytes);
    body.writeBytes(bytes);
    left -= bytes.length;
    if (left == 0) {
      part = part == Part.CHUNK ? Part.CHUNK_END : Part.DONE;
    }
  }

  private void character(char c) throws IOException {
    if (c != '\n') {
      line.append(c);
      if (line.length() > LONGEST) {
        throw new ProtocolException("a line without an end");
      }
      return;
    }
    var text = line.toString().stripTrailing();
    line.setLength(0);
    try {
      line(text);
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw (IOException) new ProtocolException("not HTTP: " + text).initCause(e);
    }
  }

  private void line(String text) {
    switch (part) {
      case STATUS -> {
        status = Integer.parseInt(text.split(" ", 3)[1]);
        part = Part.HEADER;
      }
      case HEADER -> header(text.toLowerCase(Locale.ROOT));
      case CHUNK_SIZE -> {
        left = Long.parseLong(text, 16);
        part = left == 0 ? Part.TRAILER : Part.CHUNK;
      }
      case CHUNK_END -> part = Part.CHUNK_SIZE;
      default -> part = text.isEmpty() ? Part.DONE : Part.TRAILER;
    }
  }

  private void header(String text) {
    if (text.isEmpty()) {
      part = chunked ? Part.CHUNK_SIZE : left == 0 ? Part.DONE : Part.BODY;
    } else if (text.startsWith("content-length:")) {
      left = Long.parseLong(text.substring("content-length:".length()).strip());
    } else if (text.startsWith("transfer-encoding:")) {
      chunked = text.endsWith("chunked");
    } else if (text.startsWith("connection:")) {
      keeps = !text.endsWith("close");
    }
  }

  /** Nothing but the end of the connection says where such an answer ends. */
  boolean mayEndHere() {
    return part == Part.BODY && left > Integer.MAX_VALUE;
  }

  boolean done() {
    return part == Part.DONE;
  }

  /** How far it has come, for people. */
  String progress() {
    return part == Part.STATUS
        ? "before its first line"
        : "in its %s, with %d bytes of body".formatted(part, body.size());
  }

  /** Whether the server lets the connection be used again. */
  boolean keeps() {
    return keeps;
  }

  int status() {
    return status;
  }

  byte[] body() {
    return body.toByteArray();
  }
}
