package dev.pilaster.agent;

import dev.pilaster.sim.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;

/** Checkouts on the host. */
public final class StandIns {
  private StandIns() {}

  /** The pillar of the fixtures in a directory. */
  public static Path checkout(Path root) throws IOException {
    var files = new TreeMap<>(Fixtures.SITES);
    files.put("servers/web1.yaml", Fixtures.SERVER);
    for (var file : files.entrySet()) {
      var path = root.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return root;
  }
}
