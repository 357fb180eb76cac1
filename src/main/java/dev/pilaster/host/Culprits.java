package dev.pilaster.host;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.HostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Finds which of many files are at fault, by halves: a file is, when what was accepted before it is
 * good and becomes bad with it. For n files and one culprit that is about 2 log n checks.
 */
final class Culprits {
  private final Function<SortedMap<String, Fileset.Text>, Optional<String>> fault;
  private final SortedMap<String, Fileset.Text> accepted = new TreeMap<>();
  private final SortedMap<String, String> culprits = new TreeMap<>();

  /**
   * A search.
   *
   * @param fault what is wrong with a set of files, empty when nothing is
   */
  Culprits(Function<SortedMap<String, Fileset.Text>, Optional<String>> fault) {
    this.fault = fault;
  }

  /**
   * The files at fault and what was said about each, after the whole has failed.
   *
   * @throws HostException of kind TRANSIENT when the check fails without any of them: then the
   *     fault is in files that are not ours
   */
  SortedMap<String, String> of(SortedMap<String, Fileset.Text> files) {
    fault
        .apply(new TreeMap<>())
        .ifPresent(
            text -> {
              throw new HostException(
                  HostException.Kind.TRANSIENT, "fails without any file of ours: " + text);
            });
    take(new ArrayList<>(files.keySet()), files);
    return culprits;
  }

  private void take(List<String> paths, SortedMap<String, Fileset.Text> files) {
    if (paths.isEmpty()) {
      return;
    }
    var trial = new TreeMap<>(accepted);
    paths.forEach(path -> trial.put(path, files.get(path)));
    var text = fault.apply(trial);
    if (text.isEmpty()) {
      accepted.putAll(trial);
    } else if (paths.size() == 1) {
      culprits.put(paths.get(0), text.get());
    } else {
      var half = paths.size() / 2;
      take(paths.subList(0, half), files);
      take(paths.subList(half, paths.size()), files);
    }
  }
}
