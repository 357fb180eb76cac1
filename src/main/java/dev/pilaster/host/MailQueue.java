package dev.pilaster.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Postfix's queue, one file a message (qshape(1) reads it so as well).
 *
 * @param root {@code /var/spool/postfix}
 */
record MailQueue(Path root) {
  private static final List<String> QUEUES =
      List.of("maildrop", "incoming", "active", "deferred", "hold");

  /** Queue to its number of messages; nothing where there is no Postfix. */
  SortedMap<String, Long> count() {
    var counts = new TreeMap<String, Long>();
    for (var queue : QUEUES) {
      if (Files.isDirectory(root.resolve(queue))) {
        counts.put(queue, messages(root.resolve(queue)));
      }
    }
    return counts;
  }

  /** A message may go while it is counted. */
  private static long messages(Path directory) {
    var count = 0L;
    try (var entries = Files.newDirectoryStream(directory)) {
      for (var entry : entries) {
        count += Files.isDirectory(entry) ? messages(entry) : 1;
      }
    } catch (NoSuchFileException e) {
      return count;
    } catch (IOException e) {
      throw OwnFiles.failed("count the messages in " + directory, e);
    }
    return count;
  }
}
