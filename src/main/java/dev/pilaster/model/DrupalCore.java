package dev.pilaster.model;

/**
 * Drupal's core as a release's code has it.
 *
 * @param version "10.3.1", "7.98", "11.0-dev"
 * @param file that says so, relative to the release
 */
public record DrupalCore(String version, String file) {
  /** Since which the module statistics is core's no more, nor its script a front controller. */
  private static final int WITHOUT_STATISTICS = 11;

  private static final int SEVEN = 7;

  /** The first of its numbers. */
  public int major() {
    return Integer.parseInt(version.replaceFirst("^0*([0-9]{1,4}).*$", "$1"));
  }

  /** Whether its own front controllers are those of 8 to 10. */
  public boolean hasStatistics() {
    return major() < WITHOUT_STATISTICS;
  }

  /** What to write in the pillar instead of a type that does not fit. */
  public String instead(Name site, Site.Type type) {
    var fitting = major() > SEVEN ? Site.Type.DRUPAL : Site.Type.DRUPAL7;
    return "sites/%s.yaml says type: %s, but the code is Drupal %s (%s): type: %s is meant"
        .formatted(site, type.text(), version, file, fitting.text());
  }

  /** Whether a site of this type can run it. */
  public boolean fits(Site.Type type) {
    return switch (type) {
      case DRUPAL7 -> major() == SEVEN;
      case DRUPAL -> major() > SEVEN;
      default -> true;
    };
  }
}
