package dev.pilaster.cli;

import dev.pilaster.model.Commit;
import dev.pilaster.model.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A directory of pillar files as a snapshot, whatever git thinks of it. */
record Checkout(Path root) implements Snapshot {
  private static final String EXTENSION = ".yaml";

  @Override
  public Commit commit() {
    return new Commit("checkout", "0".repeat(40), "", "", Instant.EPOCH);
  }

  @Override
  public Optional<String> read(String path) {
    var file = root.resolve(path);
    try {
      return Files.isRegularFile(file)
          ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /** The names of the files of a directory, without their extension, in order. */
  List<String> names(String directory) {
    var folder = root.resolve(directory);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(n -> n.endsWith(EXTENSION))
          .map(n -> n.substring(0, n.length() - EXTENSION.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be read", e);
    }
  }
}
