package dev.pilaster.git;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The last commit that was read from a branch, in a file beside the mirror, so that a mirror that
 * is made anew forgets no history.
 */
final class Accepted {
  private final Path file;

  Accepted(Path file) {
    this.file = file;
  }

  Optional<ObjectId> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var text = Files.readString(file).strip();
    if (!ObjectId.isId(text)) {
      throw new IOException(file + " holds no commit id");
    }
    return Optional.of(ObjectId.fromString(text));
  }

  /** Atomic, and on disk when it returns. */
  void write(ObjectId commit) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    var text = ByteBuffer.wrap((commit.name() + "\n").getBytes(StandardCharsets.US_ASCII));
    try (var channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      channel.write(text);
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
