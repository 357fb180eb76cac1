package dev.pilaster.agent;

import dev.pilaster.model.Desired;
import dev.pilaster.model.ImageRef;
import dev.pilaster.model.Name;
import dev.pilaster.model.Orders.Pin;
import dev.pilaster.model.Policy;
import dev.pilaster.model.Site;
import dev.pilaster.model.Slice;
import dev.pilaster.model.Subject;
import dev.pilaster.pillar.ImagePolicy;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What git asks for, to those who want something else.
 *
 * @param latest what git said last, right or wrong
 * @param desired what is wanted of this host
 * @param agents the agent's own policy
 */
record Wanted(Slice latest, Desired desired, Policy agents) {
  /** What may be pinned under this name: a service, a site with code, or both. */
  SortedSet<Subject> pinnable(String text) {
    var found = new TreeSet<Subject>();
    if (Name.isValid(text)) {
      var name = new Name(text);
      Optional.ofNullable(desired.services().get(name))
          .ifPresent(s -> found.add(Subject.container(name)));
      source(name).ifPresent(s -> found.add(Subject.release(name)));
    }
    return found;
  }

  /** Whether git wants the same as a pin: then there is nothing to pin. */
  boolean same(Subject subject, String wanted) {
    var name = new Name(subject.name());
    return subject.kind() == Subject.Kind.CONTAINER
        ? Optional.ofNullable(desired.services().get(name))
            .filter(s -> s.image().equals(ImageRef.parse(wanted)))
            .isPresent()
        : source(name).filter(s -> s.ref().equals(wanted)).isPresent();
  }

  /** Whether a site is placed here, rightly described or not. */
  boolean wants(Name site) {
    return desired.sites().containsKey(site)
        || latest.broken().contains(site)
        || latest.desired().filter(d -> d.sites().containsKey(site)).isPresent();
  }

  /** Where a site's code is. */
  Optional<Site.Source> source(Name site) {
    return Optional.ofNullable(desired.sites().get(site)).flatMap(Site::source);
  }

  boolean same(String subject, Pin pin) {
    return same(Subject.parse(subject), pin.wanted());
  }

  /**
   * Why an image may not run here.
   *
   * @throws IllegalArgumentException when the text is no image's name
   */
  Optional<String> forbids(String image) {
    return new ImagePolicy(latest, agents).forbids(image);
  }
}
