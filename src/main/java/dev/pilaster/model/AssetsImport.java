package dev.pilaster.model;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A site's files from elsewhere, once per site and host, ever.
 *
 * @param from absolute path of a tar archive, packed or not, whose entries are below the places
 * @param places directories below {@code shared/} that it may fill
 */
public record AssetsImport(
    Name site, String from, SortedSet<String> places, Site.Permissions permissions) {
  /** Beside {@code shared/}, where the site itself cannot remove it: the import was done. */
  public static final String MARK = ".pilaster-assets";

  public AssetsImport {
    places = Collections.unmodifiableSortedSet(new TreeSet<>(places));
  }
}
