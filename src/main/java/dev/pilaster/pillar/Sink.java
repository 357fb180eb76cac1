package dev.pilaster.pillar;

/** Where a reader says what is wrong. */
@FunctionalInterface
interface Sink {
  void problem(Place place, String message);
}
