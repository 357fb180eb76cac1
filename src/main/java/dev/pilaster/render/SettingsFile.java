package dev.pilaster.render;

import dev.pilaster.model.Site;

/** The settings of a plain PHP site: a file that returns {@code settings.values} as an array. */
public final class SettingsFile {
  private static final String HEAD = "<?php\n\n// Managed by Pilaster; edits are undone.\n";

  private SettingsFile() {}

  /**
   * The file itself.
   *
   * @throws IllegalArgumentException for a value that PHP has no literal for
   */
  public static String text(Site.Settings settings) {
    return HEAD + "return " + PhpLiteral.of(settings.values()) + ";\n";
  }

  /** A file that returns what the one at this absolute path returns. */
  public static String include(String path) {
    return HEAD + "return require " + PhpLiteral.of(path) + ";\n";
  }
}
