package dev.pilaster.model;

import java.util.List;

/** One kind of what a site leaves behind, which only a purge takes away. */
public interface Remains {
  /**
   * What there is of a site.
   *
   * @param here what git wants of this host, without the site
   * @throws HostException of kind TRANSIENT when something still uses it
   */
  List<Item> of(Name site, Desired here);

  /** Deletes all of it; done again, it is gone. */
  void remove(Name site, Desired here);

  /**
   * What would be gone.
   *
   * @param what as a person finds it: a path, a schema
   * @param bytes as far as that is known; 0 otherwise
   */
  record Item(String what, long bytes) {}
}
