package dev.pilaster.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.HostException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.GroupPrincipal;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Files that we write. A file appears with one rename; until then it has a name with a dot in
 * front, which neither nginx's globs nor dnsmasq's directories read.
 */
final class OwnFiles {
  private static final String TEMPORARY = ".pilaster-";

  private OwnFiles() {}

  /** Replaces the file; it is on the disk when this returns. */
  static void write(Path file, String text, int mode, String group) throws IOException {
    var temporary = file.resolveSibling(TEMPORARY + file.getFileName());
    Files.deleteIfExists(temporary);
    try {
      draft(temporary, text, mode, group);
      rename(temporary, file);
    } catch (IOException e) {
      // Where the disk is full, it would hold what little room there is.
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  private static void draft(Path file, String text, int mode, String group) throws IOException {
    try (var channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
      Files.setAttribute(file, "unix:mode", mode);
      if (!group.isEmpty()) {
        Files.setAttribute(file, "posix:group", group(file, group));
      }
      var bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static GroupPrincipal group(Path file, String name) throws IOException {
    return file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(name);
  }

  /** Points the link at the target with one rename, whatever it pointed at. */
  static void link(Path link, Path target) throws IOException {
    var temporary = link.resolveSibling(TEMPORARY + link.getFileName());
    Files.deleteIfExists(temporary);
    Files.createSymbolicLink(temporary, target);
    rename(temporary, link);
  }

  static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync(parent(to.toAbsolutePath()));
  }

  /** The directory that it is in. */
  static Path parent(Path path) {
    var parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("nothing above " + path);
    }
    return parent;
  }

  private static void sync(Path directory) throws IOException {
    try (var channel = FileChannel.open(directory, READ)) {
      channel.force(true);
    }
  }

  /** Every regular file of a directory with its text; none when there is no such directory. */
  static SortedMap<String, Fileset.Text> read(Path directory) throws IOException {
    var files = new TreeMap<String, Fileset.Text>();
    if (!Files.isDirectory(directory)) {
      return files;
    }
    try (var entries = Files.newDirectoryStream(directory)) {
      for (var entry : entries) {
        if (!hidden(entry) && Files.isRegularFile(entry, NOFOLLOW_LINKS)) {
          files.put(entry.toString(), new Fileset.Text(text(entry), mode(entry)));
        }
      }
    }
    return files;
  }

  private static boolean hidden(Path entry) {
    return entry.getFileName().toString().startsWith(".");
  }

  /** The text, byte for byte where it is ours; a foreign byte becomes a replacement sign. */
  static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), UTF_8);
  }

  /** The permission bits, set-id and sticky bits included. */
  static int mode(Path file) throws IOException {
    return (int) Files.getAttribute(file, "unix:mode", NOFOLLOW_LINKS) & 07777;
  }

  /** Removes what a crash in the middle of {@link #write} left. */
  static void sweep(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (var entries = Files.newDirectoryStream(directory, TEMPORARY + "*")) {
      for (var entry : entries) {
        Files.deleteIfExists(entry);
      }
    }
  }

  /** The disk's fault: try again later. */
  static HostException failed(String what, IOException cause) {
    return new HostException(HostException.Kind.TRANSIENT, what + ": " + cause, cause);
  }
}
