package dev.pilaster.git;

import dev.pilaster.model.Snapshot;
import java.util.List;

/** A commit of somebody's own repository. */
public interface Revision extends Snapshot {
  /** The names of the files of a directory, in order; none when there is no such directory. */
  List<String> files(String directory);
}
