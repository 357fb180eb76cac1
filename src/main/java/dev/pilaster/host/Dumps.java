package dev.pilaster.host;

import dev.pilaster.host.Conversation.Feed;
import dev.pilaster.model.Dump;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Databases as files of the agent's, {@code <root>/<site>/<name>-<database>.sql.gz}. A file of that
 * name is complete: the program ended with 0 and wrote its last line.
 *
 * @param root for root alone
 */
record Dumps(Path root, Sql sql) {
  /** How many of a site's database are kept. */
  static final int KEPT = 5;

  private static final Duration LONGEST = Duration.ofHours(4);

  /** The last line of a whole dump begins so. */
  static final String END = "\n-- Dump completed";

  /** Tables of one moment, and what else a schema has; the text drops and makes the schema anew. */
  private static final List<String> ARGUMENTS =
      List.of(
          "--single-transaction",
          "--routines",
          "--triggers",
          "--events",
          "--add-drop-database",
          "--max-allowed-packet=1G",
          "--databases",
          "--");

  Path file(Dump dump) {
    return home(dump).resolve(dump.name() + suffix(dump));
  }

  private Path home(Dump dump) {
    return root.resolve(dump.site().value());
  }

  /** A schema's name may hold what a file's name may not. */
  private static String suffix(Dump dump) {
    return "-" + Call.part(dump.database()) + ".sql.gz";
  }

  /**
   * Writes it, and removes the oldest beyond {@link #KEPT}.
   *
   * @throws HostException of kind TRANSIENT with what the program said; no file is left then
   */
  void make(Dump dump) {
    var file = file(dump);
    var part = file.resolveSibling(file.getFileName() + ".part");
    try {
      secret(root);
      secret(home(dump));
      mustFit(dump);
      try {
        write(dump, part);
        OwnFiles.rename(part, file);
      } finally {
        Files.deleteIfExists(part);
      }
      removeOldest(dump);
    } catch (IOException e) {
      throw OwnFiles.failed(what(dump), e);
    }
  }

  private static String what(Dump dump) {
    return "dump %s of %s".formatted(dump.database(), dump.site());
  }

  private static void secret(Path dir) throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(dir, mode);
  }

  /** A dump is smaller than the tables, and packed it is much smaller. */
  private void mustFit(Dump dump) throws IOException {
    var question =
        "SELECT COALESCE(SUM(data_length), 0) FROM information_schema.tables WHERE table_schema = ";
    var answer =
        sql.ask(dump.container(), dump.rootPassword(), question + Sql.literal(dump.database()));
    var free = Files.getFileStore(root).getUsableSpace();
    if (free < Long.parseLong(answer)) {
      var text = "%s: its tables have %d MiB, and %d MiB are free in %s";
      throw new HostException(
          Kind.TRANSIENT,
          text.formatted(what(dump), Long.parseLong(answer) >> 20, free >> 20, root));
    }
  }

  private void write(Dump dump, Path part) throws IOException {
    var arguments = new ArrayList<>(ARGUMENTS);
    arguments.add(dump.database());
    var program = Sql.Program.dump(dump.container(), dump.rootPassword(), arguments);
    Files.deleteIfExists(part);
    var end = new Tail(256);
    try (var channel = create(part)) {
      try (var packed = new GZIPOutputStream(Channels.newOutputStream(channel), 64 * 1024)) {
        var output = sql.run(program, Feed.NOTHING, new Both(packed, end), LONGEST);
        if (!output.good() || !end.text().contains(END)) {
          throw new HostException(Kind.TRANSIENT, what(dump) + ": " + Sql.said(output));
        }
        packed.finish();
        channel.force(true);
      }
    }
  }

  private static FileChannel create(Path file) throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    return FileChannel.open(
        file, java.util.Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode);
  }

  private void removeOldest(Dump dump) throws IOException {
    var files = new ArrayList<Path>();
    try (var all = Files.newDirectoryStream(home(dump), "*")) {
      all.forEach(files::add);
    }
    files.removeIf(f -> !f.toString().endsWith(suffix(dump)));
    files.sort(Comparator.comparing(Dumps::modified).reversed());
    for (var old : files.subList(Math.min(KEPT, files.size()), files.size())) {
      Files.deleteIfExists(old);
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  /**
   * Drops the schema and makes it again as the dump has it, after the whole dump was read once.
   *
   * @throws HostException of kind INVALID when there is no whole dump; TRANSIENT with what the
   *     client said
   */
  void restore(Dump dump) {
    var file = file(dump);
    mustBeWhole(file);
    var arguments = List.of("--batch", "--binary-mode", "--max-allowed-packet=1G");
    var client = Sql.Program.client(dump.container(), dump.rootPassword(), arguments);
    Feed feed =
        input -> {
          try (var text = open(file)) {
            text.transferTo(input);
          }
        };
    var output = sql.run(client, feed, OutputStream.nullOutputStream(), LONGEST);
    if (!output.good()) {
      var text = "restore " + dump.database() + " from " + file + ": " + Sql.said(output);
      throw new HostException(Kind.TRANSIENT, text);
    }
  }

  private static void mustBeWhole(Path file) {
    var end = new Tail(256);
    try (var text = open(file)) {
      text.transferTo(end);
    } catch (IOException e) {
      throw new HostException(Kind.INVALID, "read " + file + ": " + e, e);
    }
    if (!end.text().contains(END)) {
      throw new HostException(Kind.INVALID, file + " is not a whole dump");
    }
  }

  private static InputStream open(Path file) throws IOException {
    return new GZIPInputStream(Files.newInputStream(file), 64 * 1024);
  }

  /** Writes to two. */
  private static final class Both extends OutputStream {
    private final OutputStream one;
    private final OutputStream other;

    Both(OutputStream one, OutputStream other) {
      this.one = one;
      this.other = other;
    }

    @Override
    public void write(int octet) throws IOException {
      one.write(octet);
      other.write(octet);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      one.write(bytes, from, length);
      other.write(bytes, from, length);
    }
  }
}
