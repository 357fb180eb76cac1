package dev.pilaster.host;

import dev.pilaster.model.Pulled;
import java.util.Optional;

/** What can be seen of this host between two turns; any thread may ask. */
public final class Watching {
  private final Engine engine;

  Watching(Engine engine) {
    this.engine = engine;
  }

  /** The last lines that a container wrote, oldest first. */
  public String logs(String container, int lines) {
    return engine.logs(container, lines);
  }

  /** How far the pull of an image is; empty when it is not pulled now. */
  public Optional<Pulled> pull(String image) {
    return engine.pulls().of(image);
  }
}
