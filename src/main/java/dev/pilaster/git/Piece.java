package dev.pilaster.git;

import dev.pilaster.model.Release;
import dev.pilaster.model.Site;
import java.nio.file.Path;

/**
 * A repository's commit that is written into a directory: a site's own code, or a submodule of it.
 *
 * @param commit 40 hexadecimal digits
 * @param depth of submodules in submodules; 0 for the site's own code
 */
record Piece(Site.Source source, String commit, Path into, int depth) {
  static Piece of(Release release, Path into) {
    return new Piece(release.source(), release.commit(), into, 0);
  }
}
