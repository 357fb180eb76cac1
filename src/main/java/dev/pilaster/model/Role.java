package dev.pilaster.model;

/** What a container is for; it decides defaults, probe and the order of an upgrade. */
public enum Role {
  PHP_FPM("php-fpm"),
  MARIADB("mariadb"),
  SOLR("solr"),
  REDIS("redis"),
  HTTP("http"),
  GENERIC("generic");

  private final String text;

  Role(String text) {
    this.text = text;
  }

  /** As the pillar writes it. */
  public String text() {
    return text;
  }
}
