package dev.pilaster.agent;

/**
 * Why an operation begins.
 *
 * @param trigger as {@link Operation#trigger()}
 * @param by who asked for it; empty when nobody did
 */
record Cause(String trigger, String by) {
  static Cause of(String trigger) {
    return new Cause(trigger, "");
  }
}
