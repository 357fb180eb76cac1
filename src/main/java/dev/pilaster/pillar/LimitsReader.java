package dev.pilaster.pillar;

import dev.pilaster.model.Service;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** What a container may do and how much it may use. */
final class LimitsReader {
  private static final Keys ULIMIT_KEYS = new Keys();
  private static final Shape<Long> COUNT =
      Shapes.scalar(Map.of("type", "integer"), LimitsReader::count);
  private static final Key<Long> SOFT = ULIMIT_KEYS.needed("soft", COUNT, "the soft limit");
  private static final Key<Long> HARD = ULIMIT_KEYS.needed("hard", COUNT, "the hard limit");
  private static final Shape<Service.Ulimit> ULIMIT =
      Shapes.either(
          COUNT.to(n -> new Service.Ulimit(n, n)),
          ULIMIT_KEYS.shape(v -> new Service.Ulimit(v.get(SOFT), v.get(HARD))));

  private static final Keys LOGGING_KEYS = new Keys();
  private static final Key<String> DRIVER =
      LOGGING_KEYS.needed("driver", Shapes.text("[a-z][a-z0-9-]*", "a log driver"), "= json-file");
  private static final Key<SortedMap<String, String>> OPTIONS =
      LOGGING_KEYS.map("options", FreeKeys::key, Shapes.TEXT, "of the driver");
  static final Shape<Service.Logging> LOGGING =
      LOGGING_KEYS.shape(v -> new Service.Logging(v.get(DRIVER), v.get(OPTIONS)));
  static final Service.Logging ENGINES_OWN = new Service.Logging("json-file", Pairs.NONE);

  static final Shape<String> CAPABILITY =
      Shapes.text("(?:[Cc][Aa][Pp]_)?[A-Za-z_]+", "a capability: write it like NET_BIND_SERVICE")
          .to(LimitsReader::plain);

  private final Key<List<String>> capDrop;
  private final Key<List<String>> capAdd;
  private final Key<List<String>> securityOpt;
  private final Key<Boolean> privileged;
  private final Key<SortedMap<String, String>> sysctls;
  private final Key<Optional<Long>> memLimit;
  private final Key<Optional<Long>> memswapLimit;
  private final Key<Optional<Double>> cpus;
  private final Key<Optional<Long>> pidsLimit;
  private final Key<SortedMap<String, Service.Ulimit>> ulimits;

  LimitsReader(Keys keys) {
    capDrop = keys.list("cap_drop", CAPABILITY, "= [ALL] for php-fpm");
    capAdd = keys.list("cap_add", CAPABILITY, "= [CHOWN, SETGID, SETUID, KILL] for php-fpm");
    securityOpt = keys.list("security_opt", Formats.LINE, "= [\"no-new-privileges:true\"]");
    privileged = keys.or("privileged", Shapes.BOOL, false, "= false");
    sysctls =
        keys.or("sysctls", Pairs.map("=", FreeKeys::key), Pairs.NONE, "kernel settings of its own");
    memLimit = keys.maybe("mem_limit", Units.SIZE, "like 512m; = unset");
    memswapLimit =
        keys.maybe(
            "memswap_limit", new Minus(Units.SIZE), "memory and swap, -1: no limit; = unset");
    cpus =
        keys.maybe(
            "cpus", Shapes.scalar(Map.of("type", "number"), LimitsReader::cores), "like 1.5");
    pidsLimit =
        keys.maybe(
            "pids_limit", new Minus(COUNT), "processes and threads; = 512 for php-fpm, else 4096");
    ulimits = keys.map("ulimits", FreeKeys::name, ULIMIT, "a number, or {soft, hard}");
  }

  Service.Security security(Values v) {
    return new Service.Security(
        v.get(capDrop), v.get(capAdd), v.get(securityOpt), v.get(privileged), v.get(sysctls));
  }

  Service.Limits read(Values v) {
    if (v.get(memswapLimit).filter(m -> m >= 0).isPresent()
        && v.get(memLimit).filter(m -> m <= v.get(memswapLimit).orElseThrow()).isEmpty()) {
      v.fail(
          memswapLimit, "counts memory and swap together: it needs mem_limit, and at least that");
    }
    return new Service.Limits(
        v.get(memLimit), v.get(memswapLimit), v.get(cpus), v.get(pidsLimit), v.get(ulimits));
  }

  private static String plain(String capability) {
    var upper = capability.toUpperCase(Locale.ROOT);
    return upper.startsWith("CAP_") ? upper.substring(4) : upper;
  }

  private static Optional<Long> count(Node.Scalar scalar, Context in) {
    var value =
        scalar.type() == ScalarType.INT ? Units.integer(scalar.text()) : Optional.<Long>empty();
    return value.isPresent() ? value : Shapes.wrongText(scalar, in, "a whole number");
  }

  private static Optional<Double> cores(Node.Scalar scalar, Context in) {
    var number = scalar.text().matches("\\d{1,4}(\\.\\d{1,9})?");
    if (!number || Double.parseDouble(scalar.text()) <= 0) {
      in.problem(scalar.place(), "\"" + scalar.text() + "\" is not a number of cores, like 1.5");
      return Optional.empty();
    }
    return Optional.of(Double.parseDouble(scalar.text()));
  }

  /** A limit, or -1 for none at all. */
  private record Minus(Shape<Long> shape) implements Shape<Long> {
    @Override
    public Optional<Long> read(Node node, Context in) {
      return node instanceof Node.Scalar s && s.text().equals("-1")
          ? Optional.of(-1L)
          : shape.read(node, in);
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of("anyOf", List.of(Map.of("const", -1), shape.schema()));
    }
  }
}
