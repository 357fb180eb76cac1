package dev.pilaster.model;

import java.time.Duration;
import java.util.List;

/**
 * What to ask one generation.
 *
 * @param container its name
 * @param target a socket's absolute path, or an address
 * @param port for an address; 0 for a socket
 * @param sites the sites to ask, through this generation's own door
 */
public record Check(String container, Probe probe, String target, int port, List<SiteCheck> sites) {
  public Check {
    sites = List.copyOf(sites);
  }

  /**
   * A request for one site.
   *
   * @param script absolute path of the PHP script; empty when nginx is asked instead
   * @param tolerated the worst status that is still good: what the site answered before, or 499
   */
  public record SiteCheck(
      Name site,
      String host,
      String path,
      String docroot,
      String script,
      int tolerated,
      Duration timeout) {}
}
