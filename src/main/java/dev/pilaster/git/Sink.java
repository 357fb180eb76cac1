package dev.pilaster.git;

import dev.pilaster.model.HostException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A file that is written; that it cannot be is told apart from objects that cannot be read. */
final class Sink extends FilterOutputStream {
  private final Path path;

  Sink(Path path, OutputStream out) {
    super(out);
    this.path = path;
  }

  @Override
  public void write(byte[] bytes, int start, int length) {
    try {
      out.write(bytes, start, length);
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  /** TRANSIENT: a full disk, a directory that is gone. */
  static HostException failed(Path path, IOException e) {
    var message = "cannot write " + path + ": " + Failure.text(e);
    return new HostException(HostException.Kind.TRANSIENT, message, e);
  }
}
