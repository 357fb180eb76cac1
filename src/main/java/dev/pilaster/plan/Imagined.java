package dev.pilaster.plan;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.ImageRef;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Observed.HostFacts;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Site;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A host that is exactly as a goal wants it, made up from the goal alone: planning that goal on it
 * changes nothing. The plan of another goal on it says what a commit would do, without any host.
 *
 * @param memory what its agent would know
 * @param texts every file that is generated, by its path on the host. A release's settings are
 *     below the site's {@code config/}, what is written into its code is below {@code current/}, a
 *     container's files are below {@code /containers/<service>/}
 */
public record Imagined(Observed observed, Memory memory, SortedMap<String, Fileset.Text> texts) {
  private static final Observed.Spare PLENTY = new Observed.Spare(Long.MAX_VALUE, 100);

  public Imagined {
    texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
  }

  /** A host of which nothing is known but its paths: nothing of ours is there. */
  public static Imagined empty(HostFacts facts, Instant now) {
    var nothing =
        new Observed(
            now,
            Optional.empty(),
            List.of(),
            new TreeMap<>(),
            new TreeSet<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            Observed.Neighbours.UNKNOWN,
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            PLENTY,
            facts);
    return new Imagined(nothing, Memory.empty(), new TreeMap<>());
  }

  /**
   * Makes one up.
   *
   * @param before the host that it was, whose services keep their addresses
   * @throws IllegalStateException when the network has too few addresses
   */
  public static Imagined of(Goal goal, Imagined before) {
    return new ImaginedHost(goal, before).host();
  }

  /** The plan of a goal on this host, as if what it needs had been pulled and fetched before. */
  public Plan plan(Goal goal) {
    var known = observed.withCode(code(goal));
    var pulled = ImaginedHost.with(known, digests(goal), images(goal));
    return Planner.plan(
        new Situation(goal, pulled, memory, new TreeMap<>(), Set.of(), observed.at()));
  }

  /** Site to the commit that is made up for its ref. */
  static SortedMap<Name, Observed.Code> code(Goal goal) {
    var code = new TreeMap<Name, Observed.Code>();
    for (var site : goal.desired().sites().values()) {
      site.source()
          .map(s -> Optional.of(commit(s)))
          .map(c -> new Observed.Code(c, Optional.empty(), Instant.EPOCH))
          .ifPresent(c -> code.put(site.name(), c));
    }
    return code;
  }

  /** The commit that a ref names: the same one as long as nobody writes another ref. */
  static String commit(Site.Source source) {
    var ref = source.ref();
    return ref.matches("[0-9a-f]{40}") ? ref : hex(source.git() + " " + ref).substring(0, 40);
  }

  /** An image's digest: its own, or the same one as long as nobody writes another tag. */
  static String digest(ImageRef image) {
    return image.digest().orElseGet(() -> "sha256:" + hex(image.toString()));
  }

  /** 64 hexadecimal digits. */
  private static String hex(String text) {
    var digits = new StringBuilder();
    for (var part = 0; part < 4; part++) {
      digits.append(Memory.digest(part + text).substring("sha256:".length()));
    }
    return digits.toString();
  }

  /** Every reference without a digest of its own to the one that is made up for it. */
  static SortedMap<String, String> digests(Goal goal) {
    var digests = new TreeMap<String, String>();
    for (var image : named(goal)) {
      digests.put(image.toString(), digest(image));
    }
    return digests;
  }

  /** What a goal needs, {@code repository@sha256:…}. */
  static Set<String> images(Goal goal) {
    var images = new TreeSet<String>();
    named(goal).forEach(image -> images.add(image.at(digest(image))));
    return images;
  }

  /** Each image as plans name it, {@code repository@sha256:…}, to how the pillar does. */
  public static SortedMap<String, String> references(Goal goal) {
    var references = new TreeMap<String, String>();
    named(goal).forEach(image -> references.put(image.at(digest(image)), image.toString()));
    return references;
  }

  private static List<ImageRef> named(Goal goal) {
    var all = new java.util.ArrayList<ImageRef>();
    goal.desired().services().values().forEach(s -> all.add(s.image()));
    for (var site : goal.desired().sites().values()) {
      site.source()
          .flatMap(Site.Source::build)
          .ifPresent(build -> all.add(ImageRef.parse(build.image())));
    }
    return all;
  }
}
