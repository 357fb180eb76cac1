package dev.pilaster.host;

import dev.pilaster.model.ContainerSpec;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Secret;
import dev.pilaster.model.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The config files of generations, {@code <root>/<service>/<generation>/<file>}: written once,
 * never replaced under a container that runs (a mounted file that is renamed over does not arrive).
 *
 * @param root absolute; made when needed, for root alone
 */
record Configs(Path root) {
  private static final String FIELD = "configs.";

  /** Writes the files, and answers their read-only mounts. */
  List<Service.Volume> write(ContainerSpec spec) {
    var dir = dir(spec.service().value(), spec.generation());
    var mounts = new ArrayList<Service.Volume>();
    try {
      for (var config : spec.configs().entrySet()) {
        var file = dir.resolve(fileName(config.getKey()));
        write(file, config.getValue());
        mounts.add(new Service.Volume(true, file.toString(), config.getKey(), true, false));
      }
    } catch (IOException e) {
      throw new HostException(Kind.TRANSIENT, "write config files to " + dir + ": " + e, e);
    }
    return mounts;
  }

  /** The digest of a mounted file's text, when it is one of ours; a lost file has none. */
  Optional<String> digest(String source) {
    var file = Path.of(source);
    if (!file.startsWith(root)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Secret.of(Files.readString(file)).digest());
    } catch (NoSuchFileException e) {
      return Optional.of("missing");
    } catch (IOException e) {
      return Optional.of("unreadable");
    }
  }

  /** Whether the files that a container has mounted are still those that its fields tell of. */
  boolean hold(SortedMap<String, String> fields) {
    return fields.tailMap(FIELD).entrySet().stream()
        .takeWhile(field -> field.getKey().startsWith(FIELD))
        .allMatch(
            field -> holds(fields, field.getKey().substring(FIELD.length()), field.getValue()));
  }

  /** {@code volumes.<target>} is {@code bind <source> ro}. */
  private boolean holds(SortedMap<String, String> fields, String target, String digest) {
    var mount = fields.getOrDefault("volumes." + target, "");
    var source = mount.substring(mount.indexOf(' ') + 1, Math.max(mount.lastIndexOf(' '), 0));
    return digest(source).filter(digest::equals).isPresent();
  }

  /** Removes a generation's files. */
  void remove(String service, int generation) {
    var dir = dir(service, generation);
    if (!Files.isDirectory(dir)) {
      return;
    }
    try (var paths = Files.walk(dir)) {
      paths.sorted(Comparator.reverseOrder()).forEach(Configs::delete);
    } catch (IOException | UncheckedIOException e) {
      throw new HostException(Kind.TRANSIENT, "remove config files in " + dir + ": " + e, e);
    }
  }

  private Path dir(String service, int generation) {
    return root.resolve(service).resolve(String.valueOf(generation));
  }

  /** Readable in the directory, and its own for every path. */
  private static String fileName(String path) {
    var digest = Secret.of(path).digest();
    return digest.substring(digest.indexOf(':') + 1) + "-" + Path.of(path).getFileName();
  }

  /** The container's user reads the file; the directory above keeps the host's users out. */
  private void write(Path file, String text) throws IOException {
    if (Files.exists(file) && Files.readString(file).equals(text)) {
      return;
    }
    Files.createDirectories(root, PosixFilePermissions.asFileAttribute(mode("rwx------")));
    Files.createDirectories(file.getParent());
    var draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, text);
    Files.setPosixFilePermissions(draft, mode("r--r--r--"));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static java.util.Set<java.nio.file.attribute.PosixFilePermission> mode(String text) {
    return PosixFilePermissions.fromString(text);
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
