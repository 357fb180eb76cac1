package dev.pilaster.host;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a part of a site's files must be like.
 *
 * @param owner whose they are
 * @param makers users that may own what they made themselves; empty where nobody makes anything
 * @param executable which files keep an execute bit beside every read bit
 */
record Rule(Owner owner, Set<Integer> makers, int dirs, int files, Predicate<Path> executable) {
  private static final int OTHERS_READ = 0004;
  private static final int OTHERS_ENTER = 0005;

  Rule {
    makers = Set.copyOf(makers);
  }

  /** The mode that it must have. */
  int mode(Path path, boolean directory) {
    if (directory) {
      return dirs;
    }
    return !executable.test(path) ? files : files | ((files & 0444) >> 2);
  }

  /**
   * Whether it is as it must be. What the site's own program made has that program's owner, and may
   * be open to readers who cannot come near it; never to writers, and never to be executed.
   */
  boolean holds(Path path, Entry is) {
    var wanted = mode(path, is.directory());
    if (is.gid() != owner.gid()) {
      return false;
    }
    if (makers.isEmpty() || is.link()) {
      return mine(is) && (is.link() || is.mode() == wanted);
    }
    var harmless = wanted | (is.directory() ? OTHERS_ENTER : OTHERS_READ);
    var complete = makers.contains(is.uid()) || (is.mode() & wanted) == wanted;
    return mine(is) && complete && (is.mode() & ~harmless) == 0;
  }

  private boolean mine(Entry is) {
    return is.uid() == owner.uid() || makers.contains(is.uid());
  }

  /** Who shall own it: its maker stays. */
  Owner owner(Entry is) {
    return makers.contains(is.uid()) ? new Owner(is.uid(), owner.gid()) : owner;
  }
}
