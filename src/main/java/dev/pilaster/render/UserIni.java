package dev.pilaster.render;

import dev.pilaster.model.Site;
import java.util.TreeMap;

/**
 * PHP's own limits for one site, as the {@code .user.ini} of its docroot. PHP takes them for this
 * site's requests alone, which it does not with {@code PHP_VALUE}: what nginx sends there stays
 * with the worker and meets the next site.
 */
final class UserIni {
  private UserIni() {}

  /**
   * The file.
   *
   * @throws IllegalArgumentException for a single quote, which no value can have
   */
  static String text(Site.Php php) {
    var values = new TreeMap<>(php.values());
    var uploads = values.get("upload_max_filesize");
    if (uploads != null) {
      values.putIfAbsent("post_max_size", uploads);
    }
    var text = new StringBuilder("; Managed by Pilaster; edits are undone.\n");
    values.forEach(
        (key, value) -> text.append(key).append(" = ").append(quoted(value)).append('\n'));
    return text.toString();
  }

  /** Between single quotes nothing means anything (php.net: parse_ini_string). */
  private static String quoted(String value) {
    if (value.indexOf('\'') >= 0) {
      throw new IllegalArgumentException("php.ini has no way to write " + value);
    }
    return "'" + value + "'";
  }
}
