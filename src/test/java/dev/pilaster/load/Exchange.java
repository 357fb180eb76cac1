package dev.pilaster.load;

import java.nio.ByteBuffer;

/** A request under way and what has come of its answer. */
final class Exchange {
  private static final int PIECES = 40;

  final Ask ask;
  final Reply reply = new Reply();
  private final ByteBuffer out;
  private final int piece;

  Exchange(Ask ask) {
    this.ask = ask;
    var head = ask.head();
    var body = ask.body();
    out = ByteBuffer.allocate(head.length + body.length).put(head).put(body).flip();
    piece = body.length / PIECES;
    if (isPaced()) {
      out.limit(head.length);
    }
  }

  /** Its body comes in pieces. */
  private boolean isPaced() {
    return ask.traffic() == Traffic.UPLOAD;
  }

  /** What may be written now. */
  ByteBuffer out() {
    return out;
  }

  /** When each further piece may be written, in nanoseconds after the request was due. */
  long[] paces() {
    var paces = new long[isPaced() ? PIECES : 0];
    for (var i = 0; i < paces.length; i++) {
      paces[i] = ask.length().toNanos() / PIECES * (i + 1);
    }
    return paces;
  }

  void releasePiece() {
    out.limit(Math.min(out.limit() + piece, out.capacity()));
  }
}
