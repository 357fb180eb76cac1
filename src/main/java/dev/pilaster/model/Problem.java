package dev.pilaster.model;

import java.util.Optional;

/**
 * Something wrong in the pillar, with its place.
 *
 * @param file relative to the pillar's root
 * @param line from 1; 0 when the whole file is meant
 * @param path the key's path, such as {@code containers.php82.image}
 * @param message what is wrong, and what was meant
 * @param site the one site that it concerns; empty when it stops the whole slice
 */
public record Problem(String file, int line, String path, String message, Optional<Name> site) {
  /** As a compiler would print it: {@code file:line: path: message}. */
  public String text() {
    return file
        + (line > 0 ? ":" + line : "")
        + ": "
        + (path.isEmpty() ? "" : path + ": ")
        + message;
  }
}
