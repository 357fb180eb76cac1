package dev.pilaster.pillar;

import dev.pilaster.model.ImageRef;
import dev.pilaster.model.Name;
import dev.pilaster.model.Probe;
import dev.pilaster.model.Role;
import dev.pilaster.model.Secret;
import dev.pilaster.model.Service;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** {@code containers.<name>}: a container's merged tree, with Compose's names and meanings. */
final class ServiceReader {
  static final Map<String, Role> ROLES =
      Arrays.stream(Role.values()).collect(Collectors.toMap(Role::text, r -> r));

  static final Keys KEYS = new Keys();
  static final Key<Role> ROLE =
      KEYS.needed("role", Shapes.word(ROLES), "php-fpm, mariadb, solr, redis, http or generic");
  static final Key<ImageRef> IMAGE = KEYS.needed("image", Formats.IMAGE, "a tag, or repo@sha256:…");
  private static final Key<Service.AutoUpdate> AUTO_UPDATE =
      KEYS.or(
          "auto_update",
          Shapes.word(Map.of("none", Service.AutoUpdate.NONE, "digest", Service.AutoUpdate.DIGEST)),
          Service.AutoUpdate.NONE,
          "digest: a tag that moved is deployed; none: it is reported; = none");
  private static final Key<Optional<Boolean>> FPM =
      KEYS.maybe("fpm", FpmReader.FPM, "role php-fpm only");
  private static final Key<Optional<Integer>> PORT =
      KEYS.maybe("port", Formats.PORT, "the port that it listens on inside; = by role");
  private static final Key<Probe> PROBE =
      KEYS.or("probe", FpmReader.PROBE, new Probe.None(), "how it is asked; = by role");
  private static final Key<List<Name>> DEPENDS_ON =
      KEYS.list("depends_on", Formats.NAME, "containers that start before it");
  static final Key<Service.Update> UPDATE =
      KEYS.section("update", UpdateReader.SHAPE, "how an upgrade goes");
  private static final Key<Optional<Secret>> ROOT_PASSWORD =
      KEYS.maybe("root_password", Shapes.SECRET, "role mariadb only");
  private static final Key<SortedMap<String, String>> LABELS =
      KEYS.or("labels", Pairs.map("=", FreeKeys::label), Pairs.NONE, "the user's own");
  private static final Key<Service.Logging> LOGGING =
      KEYS.or("logging", LimitsReader.LOGGING, LimitsReader.ENGINES_OWN, "the engine's log driver");
  private static final Key<Optional<Service.Healthcheck>> HEALTHCHECK =
      KEYS.maybe("healthcheck", HealthcheckReader.SHAPE, "the engine's own check");
  private static final Key<String> RESTART =
      KEYS.or(
          "restart",
          Shapes.text(
              "no|always|unless-stopped|on-failure(:\\d{1,4})?",
              "a restart policy: no, always, on-failure[:n] or unless-stopped"),
          "unless-stopped",
          "the engine's policy; = unless-stopped");
  private static final Key<Duration> GRACE =
      KEYS.needed("stop_grace_period", Units.DURATION, "= 40s; mariadb, solr 300s");
  private static final ProgramReader PROGRAM = new ProgramReader(KEYS);
  private static final StorageReader STORAGE = new StorageReader(KEYS);
  private static final NetworkingReader NETWORKING = new NetworkingReader(KEYS);
  private static final LimitsReader LIMITS = new LimitsReader(KEYS);

  static {
    KEYS.maybe("like", Formats.NAME, "another container of this file to start from");
  }

  /** A merged container; the context's name is the container's. */
  static final Shape<Service> SHAPE = KEYS.shape(ServiceReader::read);

  private ServiceReader() {}

  private static Service read(Values v) {
    var role = v.get(ROLE);
    only(v, FPM, role == Role.PHP_FPM, "php-fpm");
    only(v, ROOT_PASSWORD, role == Role.MARIADB, "mariadb");
    return new Service(
        v.in().name(),
        role,
        v.get(IMAGE),
        v.get(AUTO_UPDATE),
        v.get(FPM).orElse(role == Role.PHP_FPM),
        v.get(PORT),
        v.get(PROBE),
        PROGRAM.read(v),
        STORAGE.read(v),
        NETWORKING.read(v),
        LIMITS.security(v),
        LIMITS.read(v),
        v.get(LOGGING),
        v.get(LABELS),
        v.get(HEALTHCHECK),
        new Service.Lifecycle(v.get(RESTART), v.get(GRACE)),
        v.get(DEPENDS_ON),
        update(v, role),
        v.get(ROOT_PASSWORD));
  }

  private static void only(Values v, Key<? extends Optional<?>> key, boolean fits, String role) {
    if (v.get(key).isPresent() && !fits) {
      v.fail(key, "is for role " + role + " only");
    }
  }

  private static Service.Update update(Values v, Role role) {
    var exclusive = role == Role.MARIADB || role == Role.SOLR;
    if (exclusive && v.get(UPDATE).startFirst()) {
      v.fail(
          UPDATE,
          "order: two containers of role "
              + role.text()
              + " cannot run on one data directory; only stop-first is possible");
    }
    return v.get(UPDATE);
  }
}
