package dev.pilaster.host;

import dev.pilaster.model.Evidence;
import dev.pilaster.model.Name;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How generations are entered: {@code <run>/<service>/<generation>/fpm.sock}, or an address that
 * the link {@code door} beside it names; and the link {@code <run>/<service>/live} that nginx
 * follows (DESIGN, where things live).
 */
public final class Sockets {
  private static final String SOCKET = "fpm.sock";
  private static final Path TABLE = Path.of("/proc/net/unix");

  private final Path run;
  private final String group;
  private final Path table;

  /**
   * Sockets below a directory.
   *
   * @param group nginx's own: only it reaches the sockets
   */
  public Sockets(Path run, String group) {
    this(run, group, TABLE);
  }

  Sockets(Path run, String group, Path table) {
    this.run = run;
    this.group = group;
    this.table = table;
  }

  /** Where a generation listens, and where nginx's group alone may enter. */
  public Path directory(Name service, int generation) {
    return run.resolve(service.value()).resolve(String.valueOf(generation));
  }

  public Path socket(Name service, int generation) {
    return directory(service, generation).resolve(SOCKET);
  }

  /**
   * Makes a generation's directory; the ones above let everybody through and show nothing. Its link
   * {@code door} leads to how the generation is entered: nginx reads an address where the link ends
   * (decision 0007).
   *
   * @param door {@code fpm.sock}, or an address, with a port where one is known
   */
  public void make(Name service, int generation, String door) {
    var directory = directory(service, generation);
    attempt(
        "make " + directory,
        () -> {
          home(service);
          Owned.directory(directory, Owner.of("root", group), 0750);
          if (!door.equals(SOCKET) && !Files.exists(directory.resolve(door))) {
            Files.createFile(directory.resolve(door));
          }
          OwnFiles.link(directory.resolve("door"), Path.of(door));
        });
  }

  private void home(Name service) throws IOException {
    Owned.directory(run, Owner.ROOT, 0711);
    Owned.passable(OwnFiles.parent(run));
    Owned.directory(run.resolve(service.value()), Owner.ROOT, 0711);
  }

  /** Moves the pointer with one rename; a service without a socket has one as well. */
  public void point(Name service, int generation) {
    attempt(
        "point " + service + " to " + generation,
        () -> {
          home(service);
          OwnFiles.link(live(service), Path.of(String.valueOf(generation)));
        });
  }

  /** Removes the pointer; a service that has none is fine. */
  public void unpoint(Name service) {
    attempt("unpoint " + service, () -> Files.deleteIfExists(live(service)));
  }

  private Path live(Name service) {
    return run.resolve(service.value()).resolve("live");
  }

  /** Every service that has a pointer, and the generation that it names. */
  public SortedMap<Name, Integer> pointers() {
    var pointers = new TreeMap<Name, Integer>();
    attempt(
        "read " + run,
        () -> {
          if (Files.isDirectory(run)) {
            try (var services = Files.newDirectoryStream(run)) {
              for (var service : services) {
                pointer(service, pointers);
              }
            }
          }
        });
    return pointers;
  }

  private static void pointer(Path service, SortedMap<Name, Integer> into) throws IOException {
    var link = service.resolve("live");
    var name = service.getFileName().toString();
    if (Name.isValid(name) && Files.isSymbolicLink(link)) {
      var target = Files.readSymbolicLink(link).toString();
      if (target.matches("[0-9]{1,9}")) {
        into.put(new Name(name), Integer.parseInt(target));
      }
    }
  }

  /** Good when nobody waits for, or is connected to, a generation's socket (DEPLOY, drained). */
  public Evidence drained(Path socket) {
    var open = new long[1];
    attempt("read " + table, () -> open[0] = connections(socket));
    return Evidence.of(open[0] == 0, open[0] + " connections to " + socket);
  }

  private long connections(Path socket) throws IOException {
    try (Stream<String> lines = Files.lines(table, java.nio.charset.StandardCharsets.ISO_8859_1)) {
      return lines.filter(line -> connected(line, socket.toString())).count();
    }
  }

  /**
   * One line of /proc/net/unix (proc(5)): {@code Num RefCount Protocol Flags Type St Inode Path};
   * state 02 waits in the backlog, 03 is accepted, the listener itself is 01.
   */
  static boolean connected(String line, String path) {
    var fields = line.strip().split(" +", 8);
    return fields.length == 8
        && (fields[5].equals("02") || fields[5].equals("03"))
        && fields[7].equals(path);
  }

  private static void attempt(String what, Work work) {
    try {
      work.run();
    } catch (IOException e) {
      throw OwnFiles.failed(what, e);
    }
  }

  private interface Work {
    void run() throws IOException;
  }
}
