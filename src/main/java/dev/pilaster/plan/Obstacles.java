package dev.pilaster.plan;

import dev.pilaster.model.Name;
import dev.pilaster.model.Subject;
import java.util.Map;
import java.util.Optional;

/** What has to be there, or gone, before a new generation may be made. */
final class Obstacles {
  private static final long MIB = 1 << 20;

  private final Stage stage;
  private final Target target;

  Obstacles(Stage stage, Target target) {
    this.stage = stage;
    this.target = target;
  }

  /** The first one. */
  Optional<String> of(boolean addressFree) {
    if (stage.observed().network().isEmpty()) {
      return Optional.of("network");
    }
    if (!addressFree) {
      return Optional.of("both addresses are held by older generations");
    }
    return treeMissing()
        .or(this::dependencyMissing)
        .or(this::crowded)
        .or(this::noMemory)
        .or(this::stillServed);
  }

  private Optional<String> treeMissing() {
    return stage.generations.sitesOf(stage.name).stream()
        .filter(site -> !hasShared(site.name()))
        .map(site -> Subject.tree(site.name()).toString())
        .findFirst();
  }

  private boolean hasShared(Name site) {
    var state = stage.observed().sites().get(site);
    return state != null && state.dirs().containsKey(stage.generations.siteRoot(site) + "/shared");
  }

  private Optional<String> dependencyMissing() {
    return target.service().dependsOn().stream()
        .filter(d -> !stage.observed().live().containsKey(d))
        .map(d -> Subject.container(d).toString())
        .findFirst();
  }

  /** Two generations live at once during an upgrade, so only so many upgrades go on together. */
  private Optional<String> crowded() {
    var upgrades =
        stage.draft.memory.rollouts.entrySet().stream()
            .filter(e -> !e.getKey().equals(stage.name.value()) && e.getValue().from() > 0)
            .map(Map.Entry::getKey)
            .toList();
    var limit = stage.situation.goal().desired().server().reconcile().maxParallel();
    return stage.active.isPresent() && upgrades.size() >= limit
        ? Optional.of("container/" + upgrades.get(0) + " is being upgraded")
        : Optional.empty();
  }

  private Optional<String> noMemory() {
    var spare = stage.observed().spare().memory();
    return stage.active.isPresent() && !target.service().stopFirst()
        ? target
            .service()
            .limits()
            .memLimit()
            .filter(limit -> limit > spare)
            .map(limit -> tooLittle(limit, spare))
        : Optional.empty();
  }

  private static String tooLittle(long limit, long spare) {
    return "memory: two generations live at once during the upgrade; mem_limit is %dm, the host has %dm left"
        .formatted(limit / MIB, spare / MIB);
  }

  /** A site that nginx still sends here must not lose its mount. */
  private Optional<String> stillServed() {
    var facts = stage.observed().facts();
    return stage.active.stream()
        .flatMap(a -> a.fields().keySet().stream())
        .filter(f -> f.startsWith("volumes." + facts.sites() + "/") && f.endsWith("/shared"))
        .map(f -> f.substring(("volumes." + facts.sites() + "/").length(), f.length() - 7))
        .filter(Name::isValid)
        .filter(s -> stage.generations.sitesOf(stage.name).stream().noneMatch(w -> is(w, s)))
        .filter(s -> Routes.sentTo(stage.observed(), s, stage.name))
        .map(s -> "site " + s + " is still served by it")
        .findFirst();
  }

  private static boolean is(dev.pilaster.model.Site site, String name) {
    return site.name().value().equals(name);
  }
}
