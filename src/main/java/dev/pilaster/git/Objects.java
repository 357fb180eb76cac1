package dev.pilaster.git;

/** A repository whose objects are read. */
interface Objects {
  /** Reads, and says in one way what cannot be read. */
  <T> T read(Mirror.Reading<T> reading);
}
