package dev.pilaster.model;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who must own a site's files, and who may do what with them.
 *
 * @param assets directories below {@code shared/} that the site writes to
 */
public record Rights(Name site, Site.Permissions permissions, SortedSet<String> assets) {
  public Rights {
    assets = Collections.unmodifiableSortedSet(new TreeSet<>(assets));
  }
}
