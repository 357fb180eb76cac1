package dev.pilaster.api;

import dev.pilaster.agent.Progress;
import dev.pilaster.model.Pulled;
import org.jspecify.annotations.Nullable;

/**
 * A step that is being performed now.
 *
 * @param pull how far it is; null when it pulls no image
 */
record ProgressView(String kind, String name, String step, String since, @Nullable Pull pull) {
  static ProgressView of(Progress progress) {
    return new ProgressView(
        progress.subject().kind().text(),
        progress.subject().name(),
        progress.step(),
        progress.since().toString(),
        progress.pull().map(Pull::of).orElse(null));
  }

  /** Layers, and bytes of those that are being downloaded. */
  record Pull(int layers, int layersDone, long bytes, long bytesTotal) {
    static Pull of(Pulled pulled) {
      return new Pull(pulled.layers(), pulled.done(), pulled.current(), pulled.total());
    }
  }
}
