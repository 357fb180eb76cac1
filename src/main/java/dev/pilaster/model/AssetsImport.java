package dev.pilaster.model;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A site's files from elsewhere, once per site and host, ever.
 *
 * @param from absolute path of a tar archive, packed or not, whose entries are below the places
 * @param places directories below {@code shared/} that it may fill
 * @param again who wants it once more: one that was done before counts for nothing
 */
public record AssetsImport(
    Name site,
    String from,
    SortedSet<String> places,
    Site.Permissions permissions,
    Optional<Orders.Again> again) {
  /** Beside {@code shared/}, where the site itself cannot remove it: the import was done. */
  public static final String MARK = ".pilaster-assets";

  /** Beside it, what was in the places before the last import that replaced it. */
  public static final String BEFORE = ".before-import";

  public AssetsImport {
    places = Collections.unmodifiableSortedSet(new TreeSet<>(places));
  }
}
