package dev.pilaster.pillar;

import dev.pilaster.model.Service;
import java.util.List;
import java.util.Map;

/** One entry of {@code volumes}, in Compose's short form or its long form. */
final class VolumeReader {
  private static final Keys KEYS = new Keys();
  private static final Key<Boolean> BIND =
      KEYS.needed(
          "type",
          Shapes.word(Map.of("bind", true, "volume", false)),
          "bind or volume (for a tmpfs there is the key tmpfs)");
  private static final Key<String> SOURCE =
      KEYS.needed("source", Shapes.TEXT, "an absolute path of the host, or a volume's name");
  private static final Key<String> TARGET =
      KEYS.needed("target", Formats.ABSOLUTE, "an absolute path inside");
  private static final Key<Boolean> READ_ONLY = KEYS.or("read_only", Shapes.BOOL, false, "= false");
  private static final Key<Boolean> CREATE =
      KEYS.or("create", Shapes.BOOL, false, "bind: make the directory when it is missing; = false");

  static final Shape<Service.Volume> SHAPE =
      Shapes.either(Shapes.TEXT.to(VolumeReader::parse), KEYS.shape(VolumeReader::read));

  private VolumeReader() {}

  private static Service.Volume parse(String text) {
    var parts = List.of(text.split(":", -1));
    if (parts.size() < 2 || parts.size() > 3) {
      throw new IllegalArgumentException(
          Shapes.quoted(text) + " is not a volume: write source:target or source:target:ro");
    }
    var mode = parts.size() == 3 ? parts.get(2) : "rw";
    if (!mode.equals("ro") && !mode.equals("rw")) {
      throw new IllegalArgumentException(
          Shapes.quoted(mode) + " is not known here; there are ro and rw");
    }
    var bind = parts.get(0).startsWith("/");
    return volume(bind, parts.get(0), FreeKeys.absolute(parts.get(1)), mode.equals("ro"), false);
  }

  private static Service.Volume read(Values v) {
    try {
      if (v.get(CREATE) && !v.get(BIND)) {
        v.fail(CREATE, "is for type bind only; the engine makes volumes by itself");
      }
      return volume(v.get(BIND), v.get(SOURCE), v.get(TARGET), v.get(READ_ONLY), v.get(CREATE));
    } catch (IllegalArgumentException e) {
      v.fail(SOURCE, String.valueOf(e.getMessage()));
      return new Service.Volume(v.get(BIND), "", v.get(TARGET), true, false);
    }
  }

  private static Service.Volume volume(
      boolean bind, String source, String target, boolean readOnly, boolean create) {
    if (target.equals("/")) {
      throw new IllegalArgumentException("nothing can be mounted on /");
    }
    if (bind) {
      return new Service.Volume(true, FreeKeys.absolute(source), target, readOnly, create);
    }
    if (!source.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]*")) {
      throw new IllegalArgumentException(
          Shapes.quoted(source) + " is neither an absolute path nor a volume's name");
    }
    return new Service.Volume(false, source, target, readOnly, false);
  }
}
