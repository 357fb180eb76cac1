package dev.pilaster.preview;

import dev.pilaster.model.Action;
import java.util.List;
import java.util.Optional;

/**
 * What happens to one thing on a host; no text holds a secret.
 *
 * @param kind of resource, or {@code site}: whether a host serves it
 * @param waits for what it would wait now: a window, an approval, memory
 * @param steps the whole way, in order
 */
public record Effect(
    String kind,
    String name,
    Action action,
    List<String> because,
    Optional<String> waits,
    List<String> steps) {
  static final String SITE = "site";

  public Effect {
    because = List.copyOf(because);
    steps = List.copyOf(steps);
  }

  /** About a site as a whole. */
  static Effect site(String name, Action action, String because) {
    return new Effect(SITE, name, action, List.of(because), Optional.empty(), List.of());
  }

  /** {@code kind/name}. */
  public String subject() {
    return kind + "/" + name;
  }

  /** Whether visitors meet a closed door meanwhile. */
  public boolean gap() {
    return action == Action.REPLACE_STOP_FIRST;
  }

  boolean is(String otherKind, Action otherAction) {
    return kind.equals(otherKind) && action == otherAction;
  }
}
