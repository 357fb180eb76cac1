package dev.pilaster.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;

/** Who runs the tests: files can be given to him without being root. */
record Me(String user, String group) {
  static Me of(Path file) throws IOException {
    var is = Files.readAttributes(file, PosixFileAttributes.class);
    return new Me(is.owner().getName(), is.group().getName());
  }
}
