package dev.pilaster.pillar;

import dev.pilaster.model.Service;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a container can read and write. */
final class StorageReader {
  private static final Keys CONFIG_KEYS = new Keys();
  private static final Key<String> CONTENT =
      CONFIG_KEYS.needed("content", Shapes.TEXT, "the file's text");

  private static final Shape<SortedMap<String, String>> TMPFS =
      Shapes.either(
          Shapes.TEXT.to(t -> tmpfs(List.of(t))),
          Shapes.list(Shapes.TEXT).to(StorageReader::tmpfs));

  private final Key<List<Service.Volume>> volumes;
  private final Key<SortedMap<String, String>> tmpfs;
  private final Key<Boolean> readOnly;
  private final Key<Optional<Long>> shmSize;
  private final Key<SortedMap<String, String>> configs;

  StorageReader(Keys keys) {
    volumes = keys.list("volumes", VolumeReader.SHAPE, "short form or long form");
    tmpfs = keys.or("tmpfs", TMPFS, Pairs.NONE, "paths in memory, path[:options]");
    readOnly = keys.or("read_only", Shapes.BOOL, false, "= true for php-fpm, false for others");
    shmSize = keys.maybe("shm_size", Units.SIZE, "= the engine's own");
    configs =
        keys.map(
            "configs",
            FreeKeys::absolute,
            CONFIG_KEYS.shape(v -> v.get(CONTENT)),
            "path to {content: …}; a change makes a new generation");
  }

  Service.Storage read(Values v) {
    var targets = new HashSet<String>();
    for (var volume : v.get(volumes)) {
      if (!targets.add(volume.target())) {
        v.fail(volumes, "two volumes are mounted on " + volume.target());
      }
    }
    for (var path : v.get(configs).keySet()) {
      if (!targets.add(path)) {
        v.fail(configs, path + " is a volume too");
      }
    }
    for (var path : v.get(tmpfs).keySet()) {
      if (!targets.add(path)) {
        v.fail(tmpfs, path + " is a volume too");
      }
    }
    return new Service.Storage(
        v.get(volumes), v.get(tmpfs), v.get(readOnly), v.get(shmSize), v.get(configs));
  }

  private static SortedMap<String, String> tmpfs(List<String> entries) {
    var map = new TreeMap<String, String>();
    for (var entry : entries) {
      var colon = entry.indexOf(':');
      var path = FreeKeys.absolute(colon < 0 ? entry : entry.substring(0, colon));
      if (map.put(path, colon < 0 ? "" : entry.substring(colon + 1)) != null) {
        throw new IllegalArgumentException(path + " stands here twice");
      }
    }
    return map;
  }
}
