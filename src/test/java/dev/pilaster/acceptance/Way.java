package dev.pilaster.acceptance;

import dev.pilaster.load.Target;

/** A way to upgrade the container of a site. */
interface Way {
  /** What it is called in a table. */
  String title();

  /** Where the visitors go. */
  Target target();

  /** Brings it up with so many PHP workers, before any visitor. */
  void begin(int workers);

  /** From one image to the other; ends when nothing is left to do. */
  void upgrade();

  void end();
}
