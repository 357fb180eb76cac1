package dev.pilaster.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
   * @param entry how nginx lets one in
   * @param wanted what the page has to be besides
   */
  public record SiteCheck(
      Name site,
      String host,
      String path,
      String docroot,
      String script,
      int tolerated,
      Duration timeout,
      Entry entry,
      Wanted wanted) {
    /** What a page counts as that is served and lacks its text. */
    public static final int LACKING = 499;

    /** Whether an answer with this status will do. */
    public boolean good(int status) {
      var locked = status == 401 && entry.login().isPresent();
      var as = wanted.status().isEmpty() || wanted.status().contains(status) || locked;
      return status <= tolerated && as;
    }
  }

  /**
   * How nginx lets one in.
   *
   * @param secure over TLS alone
   * @param login {@code user:password}
   */
  public record Entry(boolean secure, Optional<Secret> login) {
    public static final Entry OPEN = new Entry(false, Optional.empty());
  }

  /**
   * What a page has to be.
   *
   * @param status one of these; empty for any that is tolerated
   * @param contains a text of the page
   */
  public record Wanted(List<Integer> status, Optional<String> contains) {
    public static final Wanted ANYTHING = new Wanted(List.of(), Optional.empty());

    public Wanted {
      status = List.copyOf(status);
    }
  }
}
