package dev.pilaster.pillar;

import dev.pilaster.model.Policy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code pilaster.yaml}: what no pull request may do unless it changes this file. */
final class PolicyReader {
  private static final Shape<Boolean> ALLOW = Shapes.word(Map.of("allow", true, "deny", false));
  private static final List<String> CAPABILITIES =
      List.of("CHOWN", "SETGID", "SETUID", "DAC_OVERRIDE", "FOWNER", "NET_BIND_SERVICE", "KILL");

  private static final Keys KEYS = new Keys();
  private static final Key<Optional<List<String>>> HOST_PATHS =
      KEYS.maybe("host_paths", Shapes.list(Formats.ABSOLUTE), "bind sources; = []");
  private static final Key<Optional<Boolean>> PRIVILEGED =
      KEYS.maybe("privileged", ALLOW, "allow or deny; = deny");
  private static final Key<Optional<List<String>>> CAP_ADD =
      KEYS.maybe("cap_add", Shapes.list(LimitsReader.CAPABILITY), "= " + CAPABILITIES);
  private static final Key<Optional<List<String>>> REGISTRIES =
      KEYS.maybe("registries", Shapes.list(Formats.REGISTRY), "where images come from; = [] (any)");
  private static final Key<Optional<List<Integer>>> PUBLIC_PORTS =
      KEYS.maybe(
          "public_ports", Shapes.list(Formats.PORT), "published on other than loopback; = []");
  private static final Key<Optional<Boolean>> RAW_NGINX =
      KEYS.maybe("raw_nginx", ALLOW, "allow or deny; = allow");

  /** The pillar's policy: what it does not say has the documented default. */
  static final Shape<Policy> PILLARS = KEYS.shape(PolicyReader::strict);

  /** An agent's policy: what it does not say is left to the pillar. */
  static final Shape<Policy> AGENTS = KEYS.shape(PolicyReader::open);

  private static final Keys FILE_KEYS = new Keys();
  private static final Key<Policy> POLICY =
      FILE_KEYS.section("policy", PILLARS, "what no pull request may do");

  /** The whole of {@code pilaster.yaml}. */
  static final Shape<Policy> FILE = FILE_KEYS.shape(v -> v.get(POLICY));

  private PolicyReader() {}

  private static Policy strict(Values v) {
    return new Policy(
        v.get(HOST_PATHS).or(() -> Optional.of(List.of())),
        v.get(PRIVILEGED).orElse(false),
        v.get(CAP_ADD).or(() -> Optional.of(CAPABILITIES)),
        v.get(REGISTRIES).filter(r -> !r.isEmpty()),
        v.get(PUBLIC_PORTS).or(() -> Optional.of(List.of())),
        v.get(RAW_NGINX).orElse(true));
  }

  private static Policy open(Values v) {
    return new Policy(
        v.get(HOST_PATHS),
        v.get(PRIVILEGED).orElse(true),
        v.get(CAP_ADD),
        v.get(REGISTRIES).filter(r -> !r.isEmpty()),
        v.get(PUBLIC_PORTS),
        v.get(RAW_NGINX).orElse(true));
  }
}
