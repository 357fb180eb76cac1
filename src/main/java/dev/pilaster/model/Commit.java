package dev.pilaster.model;

import java.time.Instant;

/**
 * One commit of the config repository.
 *
 * @param branch the branch it was read from
 * @param id 40 hexadecimal digits
 */
public record Commit(String branch, String id, String author, String subject, Instant time) {
  /** The revision in Flux's form: {@code main@sha1:<40 hex>}. */
  public String revision() {
    return branch + "@sha1:" + id;
  }

  /** The first twelve digits, for names and people. */
  public String shortId() {
    return id.substring(0, 12);
  }
}
