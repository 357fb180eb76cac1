package dev.pilaster.git;

import dev.pilaster.model.Snapshot;
import java.util.SortedMap;

/** A commit of somebody's own repository. */
public interface Revision extends Snapshot {
  /** Every file below the pillar's root, path to its object's id: another text has another id. */
  SortedMap<String, String> ids();
}
