package dev.pilaster.model;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A site as its merged pillar describes it (PILLAR, {@code sites}). */
public record Site(
    Name name,
    Type type,
    String docroot,
    boolean enabled,
    Optional<Source> source,
    List<Domain> domains,
    List<Redirect> redirects,
    Tls tls,
    SortedMap<String, Database> databases,
    SortedMap<String, Mount> mounts,
    Optional<String> assetsImport,
    Settings settings,
    Php php,
    Nginx nginx,
    Optional<Upstream> upstream,
    SortedMap<String, Cron> crons,
    Hooks hooks,
    Healthcheck healthcheck,
    String drushAlias,
    Mail mail,
    Permissions permissions,
    Optional<Name> container) {

  public Site {
    domains = List.copyOf(domains);
    redirects = List.copyOf(redirects);
    databases = sorted(databases);
    mounts = sorted(mounts);
    crons = sorted(crons);
  }

  private static <K, V> SortedMap<K, V> sorted(SortedMap<K, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  /** The canonical domain. */
  public String canonical() {
    return domains.get(0).name();
  }

  /** What kind of site it is. */
  public enum Type {
    DRUPAL7,
    DRUPAL,
    WORDPRESS,
    PHP,
    STATIC,
    PROXY;

    /** As the pillar writes it. */
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether it is Drupal of some version. */
    public boolean drupal() {
      return this == DRUPAL7 || this == DRUPAL;
    }

    /** Whether PHP serves it. */
    public boolean php() {
      return this != STATIC && this != PROXY;
    }
  }

  /**
   * Where the code comes from.
   *
   * @param ref branch, tag (with or without {@code refs/…}) or a full commit id
   * @param path the directory of the repository that is the site, "." for all of it
   */
  public record Source(
      String git,
      String ref,
      Optional<Secret> sshKey,
      Optional<String> username,
      Optional<Secret> password,
      List<String> knownHosts,
      boolean submodules,
      String path,
      int keepReleases,
      Optional<Build> build) {
    public Source {
      knownHosts = List.copyOf(knownHosts);
    }
  }

  /** A build in a throwaway container before a release is used. */
  public record Build(String image, List<String> commands, Duration timeout) {
    public Build {
      commands = List.copyOf(commands);
    }
  }

  /** {@code redirect}: answer 301 to the canonical name. */
  public record Domain(String name, boolean redirect) {}

  /** From a whole foreign domain, or from one path of this site. */
  public record Redirect(
      Optional<String> from, Optional<String> path, String to, int status, boolean keepPath) {}

  /** {@code mode}: none, files or acme; a certificate goes with files. */
  public record Tls(
      String mode, Optional<Certificate> certificate, boolean forceHttps, Optional<String> hsts) {}

  /** A schema and the account for it; {@code host} set means somebody else's server. */
  public record Database(
      Optional<Name> service,
      Optional<String> host,
      boolean manage,
      String name,
      String user,
      Secret password,
      Optional<Secret> passwordPrevious,
      String charset,
      String collation,
      String prefix,
      List<String> privileges,
      Optional<String> importFrom) {
    public Database {
      privileges = List.copyOf(privileges);
    }
  }

  /**
   * A writable place; the key is relative to the release root.
   *
   * @param source directory below the site's {@code shared/}; empty for a tmpfs
   * @param size bytes of a tmpfs
   */
  public record Mount(Optional<String> source, boolean isPublic, Optional<Long> size) {}

  /** What is rendered into settings files. {@code values}, {@code configOverrides}: typed trees. */
  public record Settings(
      Optional<Secret> hashSalt,
      List<String> trustedHosts,
      boolean trustedHostsAuto,
      String configSyncDirectory,
      String reverseProxy,
      SortedMap<String, Object> values,
      SortedMap<String, Object> configOverrides,
      List<String> include) {
    public Settings {
      trustedHosts = List.copyOf(trustedHosts);
      values = sorted(values);
      configOverrides = sorted(configOverrides);
      include = List.copyOf(include);
    }
  }

  /** PHP's own limits for this site: directive to value, as php.ini writes it. */
  public record Php(SortedMap<String, String> values) {
    public Php {
      values = sorted(values);
    }
  }

  /**
   * Knobs of the vhost.
   *
   * @param clientMaxBodySize bytes
   * @param locations by path, without a slash at the end
   * @param include the text of a raw snippet
   */
  public record Nginx(
      Optional<String> clientMaxBodySize,
      String staticExpires,
      List<String> protectedPaths,
      List<String> allowPhp,
      SortedMap<String, Location> locations,
      Optional<String> include,
      Optional<BasicAuth> basicAuth,
      boolean noindex) {
    public Nginx {
      protectedPaths = List.copyOf(protectedPaths);
      allowPhp = List.copyOf(allowPhp);
      locations = sorted(locations);
    }
  }

  /**
   * What is different for a path and for what is below it; empty means that it is not.
   *
   * @param maxBodySize bytes
   * @param open whether no password is asked for
   * @param allow networks; empty for everybody
   */
  public record Location(
      Optional<String> expires,
      Optional<String> maxBodySize,
      Optional<Duration> readTimeout,
      boolean open,
      List<String> allow) {
    public Location {
      allow = List.copyOf(allow);
    }
  }

  /** A user and a password that nginx asks for. */
  public record BasicAuth(String user, Secret password) {}

  /** Type proxy: the container that answers. */
  public record Upstream(Name container, int port, boolean websocket) {}

  /** A job; {@code spec} is crontab's with {@code H} for a minute fixed by the site's name. */
  public record Cron(String spec, String command, Duration timeout, String user) {}

  /** Commands around a deploy. */
  public record Hooks(
      List<String> deploy,
      List<String> postDeploy,
      String onFailure,
      Duration timeout,
      boolean dumpBefore,
      String restoreDatabase) {
    public Hooks {
      deploy = List.copyOf(deploy);
      postDeploy = List.copyOf(postDeploy);
    }
  }

  /** How the site is asked through nginx. */
  public record Healthcheck(
      String path, List<Integer> status, Optional<String> contains, Duration timeout) {
    public Healthcheck {
      status = List.copyOf(status);
    }
  }

  /** {@code discard}: mail of this site goes nowhere. */
  public record Mail(Optional<String> from, boolean discard) {}

  /** Modes as octal numbers; {@code group} empty means nginx's own. */
  public record Permissions(
      String owner,
      Optional<String> group,
      int codeDirs,
      int codeFiles,
      int assetsDirs,
      int assetsFiles,
      int settings) {}
}
