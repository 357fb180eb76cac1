package dev.pilaster.git;

import java.nio.file.Path;
import java.util.List;

/**
 * What an export leaves to do.
 *
 * @param links symbolic links that were written; to be judged when all pieces are there
 * @param submodules pieces that belong into empty directories of it
 */
record Exported(List<Path> links, List<Piece> submodules) {
  Exported {
    links = List.copyOf(links);
    submodules = List.copyOf(submodules);
  }
}
