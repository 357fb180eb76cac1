package dev.pilaster.host;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/**
 * One key of a container's schema on the engine: how it is set, how it is altered behind our back,
 * and which field the drift must name then.
 *
 * @param key as the schema writes it, {@code volumes.read_only} for a part of an entry
 * @param startable false when this machine's engine may only create such a container
 */
record FieldCase(
    String key, Consumer<Draft> set, Alteration alteration, String drifts, boolean startable) {

  /** Something done to the live container by other hands. */
  interface Alteration {
    void alter(EngineBed bed, Draft draft);
  }

  /** Altered by making the container again with other words in the create call. */
  static FieldCase recreated(
      String key, String drifts, Consumer<Draft> set, Consumer<ObjectNode> body) {
    return new FieldCase(key, set, (bed, draft) -> bed.recreate(draft, body), drifts, true);
  }

  /** The same, in {@code HostConfig}. */
  static FieldCase host(String key, String drifts, Consumer<Draft> set, Consumer<ObjectNode> body) {
    return recreated(key, drifts, set, json -> body.accept((ObjectNode) json.path("HostConfig")));
  }

  /** Altered in place, as {@code docker update} does. */
  static FieldCase updated(String key, Consumer<Draft> set, Consumer<ObjectNode> body) {
    return new FieldCase(key, set, (bed, draft) -> bed.update(draft, body), key, true);
  }

  FieldCase onlyCreated() {
    return new FieldCase(key, set, alteration, drifts, false);
  }

  @Override
  public String toString() {
    return key;
  }
}
