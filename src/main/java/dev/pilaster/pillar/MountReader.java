package dev.pilaster.pillar;

import dev.pilaster.model.Site;
import java.util.Map;
import java.util.Optional;

/** {@code mounts.<path>}: a writable place of a site. */
final class MountReader {
  private static final Keys KEYS = new Keys();
  private static final Key<Optional<Boolean>> TYPE =
      KEYS.maybe("type", Shapes.word(Map.of("tmpfs", true)), "tmpfs: forgotten at every start");
  private static final Key<Optional<String>> SOURCE =
      KEYS.maybe("source", Formats.RELATIVE, "directory below the site's shared/");
  private static final Key<Boolean> PUBLIC =
      KEYS.or("public", Shapes.BOOL, false, "whether nginx serves its files; = false");
  private static final Key<Optional<Long>> SIZE =
      KEYS.maybe("size", Units.SIZE, "of a tmpfs, like 64m");

  static final Shape<Site.Mount> SHAPE = KEYS.shape(MountReader::read);

  private MountReader() {}

  private static Site.Mount read(Values v) {
    var tmpfs = v.get(TYPE).isPresent();
    if (tmpfs == v.get(SOURCE).isPresent()) {
      v.fail("a mount has either a source (below shared/) or type: tmpfs");
    }
    if (tmpfs != v.get(SIZE).isPresent()) {
      v.fail(SIZE, "size goes with type: tmpfs, and a tmpfs needs one");
    }
    if (v.get(SOURCE).filter("."::equals).isPresent()) {
      v.fail(SOURCE, "names a directory below shared/, not shared/ itself");
    }
    return new Site.Mount(v.get(SOURCE), v.get(PUBLIC), v.get(SIZE));
  }
}
