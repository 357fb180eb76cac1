package dev.pilaster.pillar;

import dev.pilaster.model.ImageRef;
import dev.pilaster.model.Policy;
import dev.pilaster.model.Service;
import dev.pilaster.model.Site;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What containers and sites may do.
 *
 * @param file whose policy it is, for messages
 */
record PolicyChecks(String file, Policy policy) {
  private static final String SOCKET = "/run/docker.sock";

  void container(Draft<Service> draft) {
    draft.value().ifPresent(service -> container(draft, service));
  }

  void site(Draft<Site> draft) {
    var include = draft.at("nginx", "include");
    if (!policy.rawNginx() && include.isPresent()) {
      deny(draft, include.get().place(), "raw_nginx", "does not allow raw snippets");
    }
    draft
        .value()
        .flatMap(Site::source)
        .flatMap(Site.Source::build)
        .flatMap(build -> registry(ImageRef.parse(build.image())))
        .ifPresent(
            does -> deny(draft, draft.place("source", "build", "image"), "registries", does));
  }

  private void container(Draft<Service> draft, Service service) {
    each(service.storage().volumes(), (volume, i) -> bind(draft, volume, i));
    each(service.security().capAdd(), (capability, i) -> capability(draft, capability, i));
    each(service.networking().ports(), (port, i) -> port(draft, port, i));
    registry(draft, service);
    privileged(draft, service.security());
  }

  private static <T> void each(List<T> items, BiConsumer<T, Integer> check) {
    for (var i = 0; i < items.size(); i++) {
      check.accept(items.get(i), i);
    }
  }

  private void bind(Draft<Service> draft, Service.Volume volume, int i) {
    if (volume.bind()
        && policy.hostPaths().isPresent()
        && !allowed(policy.hostPaths().get(), volume.source())) {
      deny(draft, draft.item("volumes", i), "host_paths", "does not name " + volume.source());
    }
  }

  /**
   * The engine's socket, and what holds it, must be named as the socket: it is root on the host.
   */
  private static boolean allowed(List<String> paths, String source) {
    var real = real(source);
    var holdsSocket = within(SOCKET, real);
    return paths.stream()
        .map(PolicyChecks::real)
        .anyMatch(p -> holdsSocket ? p.equals(SOCKET) : within(real, p));
  }

  private static boolean within(String path, String root) {
    return root.equals("/") || path.equals(root) || path.startsWith(root + "/");
  }

  private static String real(String path) {
    return path.equals("/var/run") || path.startsWith("/var/run/") ? path.substring(4) : path;
  }

  private void capability(Draft<Service> draft, String capability, int i) {
    if (policy.capAdd().filter(c -> !c.contains(capability)).isPresent()) {
      deny(draft, draft.item("cap_add", i), "cap_add", "does not name " + capability);
    }
  }

  private void port(Draft<Service> draft, Service.Port port, int i) {
    var loopback = port.hostAddress().startsWith("127.") || port.hostAddress().equals("::1");
    if (!loopback && policy.publicPorts().filter(p -> !p.contains(port.hostPort())).isPresent()) {
      deny(
          draft,
          draft.item("ports", i),
          "public_ports",
          "does not name " + port.hostPort() + ", published on " + port.hostAddress());
    }
  }

  private void registry(Draft<Service> draft, Service service) {
    registry(service.image())
        .ifPresent(does -> deny(draft, draft.place("image"), "registries", does));
  }

  /** Why an image may not be had from where it is. */
  Optional<String> image(ImageRef image) {
    return registry(image).map(does -> says("registries", does));
  }

  private Optional<String> registry(ImageRef image) {
    var named = image.registry();
    var full =
        image.repository().startsWith(named + "/")
            ? image.repository()
            : named + "/" + image.repository();
    return policy
        .registries()
        .filter(r -> r.stream().noneMatch(p -> within(full, p)))
        .map(r -> "does not name " + full);
  }

  private void privileged(Draft<Service> draft, Service.Security security) {
    if (policy.privileged()) {
      return;
    }
    if (security.privileged()) {
      deny(draft, draft.place("privileged"), "privileged", "denies it");
    }
    security.securityOpt().stream()
        .filter(PolicyChecks::unconfined)
        .findFirst()
        .ifPresent(o -> deny(draft, draft.place("security_opt"), "privileged", "denies " + o));
  }

  private static boolean unconfined(String option) {
    var lower = option.toLowerCase(Locale.ROOT);
    return lower.endsWith("unconfined") || lower.matches("label[=:]disable");
  }

  private void deny(Draft<?> draft, Place place, String key, String does) {
    draft.problem(place, says(key, does));
  }

  private String says(String key, String does) {
    return "policy." + key + " of " + file + " " + does;
  }

  /** The policies that hold on a host: all of them. */
  static List<PolicyChecks> of(Optional<Policy> pillars, Policy agents) {
    return pillars
        .map(
            p ->
                List.of(
                    new PolicyChecks("pilaster.yaml", p), new PolicyChecks("agent.yaml", agents)))
        .orElse(List.of(new PolicyChecks("agent.yaml", agents)));
  }
}
