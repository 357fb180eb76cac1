package dev.pilaster.host;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.pilaster.model.Name;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Directories of generations, {@code <root>/<service>/<generation>}, whose containers are gone:
 * removed by us, or by somebody else's hand.
 */
record Leftovers(Path root) {
  /** Removes those of a service that are not alive; without any, the service's own as well. */
  void keepOnly(Name service, Set<Integer> alive) {
    var directory = root.resolve(service.value());
    try {
      if (Files.isDirectory(directory, NOFOLLOW_LINKS)) {
        removeDead(directory, alive);
        removeEmpty(directory);
      }
    } catch (IOException e) {
      throw OwnFiles.failed("tidy " + directory, e);
    }
  }

  private static void removeDead(Path directory, Set<Integer> alive) throws IOException {
    try (var generations = Files.newDirectoryStream(directory, "[0-9]*")) {
      for (var generation : generations) {
        var number = generation.getFileName().toString();
        if (number.matches("[0-9]{1,9}") && !alive.contains(Integer.valueOf(number))) {
          Owned.delete(generation);
        }
      }
    }
  }

  private static void removeEmpty(Path directory) throws IOException {
    try {
      Files.delete(directory);
    } catch (DirectoryNotEmptyException e) {
      return;
    }
  }
}
