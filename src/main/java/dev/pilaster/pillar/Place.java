package dev.pilaster.pillar;

/**
 * Where a value of the pillar was written. It stays with the value through every merge.
 *
 * @param file relative to the pillar's root; {@link #BUILT_IN} for our own defaults
 * @param line from 1; 0 when the whole file is meant
 * @param path the keys that lead to it in its own file, such as {@code containers.php82.image}
 */
record Place(String file, int line, String path) {
  static final String BUILT_IN = "(built-in)";

  /** A whole file. */
  static Place of(String file) {
    return new Place(file, 0, "");
  }

  /** The value of a key of the mapping at this place. */
  Place key(String key, int at) {
    return new Place(file, at, path.isEmpty() ? key : path + "." + key);
  }

  /** An item of the list at this place. */
  Place item(int index, int at) {
    return new Place(file, at, path + "[" + index + "]");
  }

  boolean builtIn() {
    return file.equals(BUILT_IN);
  }

  /** Whether it is a layer below the files that name one site or one server. */
  boolean ofDefaults() {
    return builtIn() || file.startsWith("defaults/");
  }

  /** {@code file:line}, for a message that points to a second place. */
  String text() {
    return line > 0 ? file + ":" + line : file;
  }
}
