package dev.pilaster.model;

import java.util.List;

/** One kind of what a site has from a file: what an import that somebody asks for would meet. */
public interface Fillings {
  /**
   * Those that the pillar asks for.
   *
   * @param here what git wants of this host
   * @throws HostException of kind TRANSIENT when nobody can say what is there
   */
  List<Filling> of(Site site, Desired here);

  /**
   * One file, and what it is for.
   *
   * @param into as a person finds it: a schema, a path
   * @param has what is there now, such as {@code 12 tables}; blank when it is empty
   * @param underWay whether an import has begun and not ended
   */
  record Filling(Subject subject, String from, String into, String has, boolean underWay) {}
}
