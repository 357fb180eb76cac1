package dev.pilaster.pillar;

import dev.pilaster.model.Site;
import java.util.Optional;

/** {@code permissions}: who owns a site's files and who may do what with them. */
final class PermissionsReader {
  private static final Keys KEYS = new Keys();
  private static final Key<String> OWNER = KEYS.or("owner", Formats.USER, "deploy", "= deploy");
  private static final Key<Optional<String>> GROUP =
      KEYS.or(
          "group",
          new AutoOr<>(Formats.USER),
          Optional.empty(),
          "auto: nginx's group, which the pool runs as; = auto");
  private static final Key<Integer> CODE_DIRS = mode("code_dirs", "0750");
  private static final Key<Integer> CODE_FILES = mode("code_files", "0640");
  private static final Key<Integer> ASSETS_DIRS = mode("assets_dirs", "2770");
  private static final Key<Integer> ASSETS_FILES = mode("assets_files", "0660");
  private static final Key<Integer> SETTINGS = mode("settings", "0440");

  static final Shape<Site.Permissions> SHAPE = KEYS.shape(PermissionsReader::read);

  private PermissionsReader() {}

  private static Key<Integer> mode(String name, String absent) {
    return KEYS.or(name, Units.MODE, Integer.parseInt(absent, 8), "= \"" + absent + "\"");
  }

  private static Site.Permissions read(Values v) {
    return new Site.Permissions(
        v.get(OWNER),
        v.get(GROUP),
        v.get(CODE_DIRS),
        v.get(CODE_FILES),
        v.get(ASSETS_DIRS),
        v.get(ASSETS_FILES),
        v.get(SETTINGS));
  }
}
