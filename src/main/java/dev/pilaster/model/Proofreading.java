package dev.pilaster.model;

import java.util.List;

/**
 * PHP files of a complete release that the PHP of an image reads and does not run.
 *
 * @param image an exact one that is on this host
 * @param files absolute paths of the release's settings and of its code
 */
public record Proofreading(Release release, ImageRef image, List<String> files) {
  public Proofreading {
    files = List.copyOf(files);
  }

  /** The image as people name it. */
  public String reader() {
    return image.repository() + image.tag().map(t -> ":" + t).orElse("");
  }
}
