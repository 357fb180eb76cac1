package dev.pilaster.model;

import java.util.Optional;

/**
 * An image as the pillar names it: {@code [registry/]repository[:tag][@digest]}.
 *
 * @param repository with its registry, without tag and digest
 * @param tag empty when a digest alone was given
 * @param digest {@code sha256:<64 hex>} when pinned
 */
public record ImageRef(String repository, Optional<String> tag, Optional<String> digest) {
  /**
   * Parses the text; a reference without tag and digest means {@code latest}, as for the engine.
   */
  public static ImageRef parse(String text) {
    if (text.isBlank() || text.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException("not an image reference: \"" + text + "\"");
    }
    var at = text.indexOf('@');
    var digest = at < 0 ? Optional.<String>empty() : Optional.of(text.substring(at + 1));
    var rest = at < 0 ? text : text.substring(0, at);
    var colon = rest.lastIndexOf(':');
    if (colon > rest.lastIndexOf('/')) {
      return new ImageRef(rest.substring(0, colon), Optional.of(rest.substring(colon + 1)), digest);
    }
    return new ImageRef(
        rest, digest.isPresent() ? Optional.empty() : Optional.of("latest"), digest);
  }

  /** The registry's host and port, or {@code docker.io} as the engine assumes. */
  public String registry() {
    var slash = repository.indexOf('/');
    var first = slash < 0 ? "" : repository.substring(0, slash);
    return first.contains(".") || first.contains(":") || first.equals("localhost")
        ? first
        : "docker.io";
  }

  /** The form that names exactly one image. */
  public String at(String manifestDigest) {
    return repository + "@" + manifestDigest;
  }

  @Override
  public String toString() {
    return repository + tag.map(t -> ":" + t).orElse("") + digest.map(d -> "@" + d).orElse("");
  }
}
