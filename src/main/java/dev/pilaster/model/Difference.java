package dev.pilaster.model;

/** One field that is not as it was asked for; secrets appear as digests. */
public record Difference(String field, String desired, String actual) {
  /** As a person reads it. */
  public String text() {
    return field + ": " + actual + " → " + desired;
  }
}
