package dev.pilaster.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A site's code and settings as one immutable directory.
 *
 * @param name of the directory: the commit's first twelve digits, a dash, eight of the settings'
 *     digest
 * @param type what its site takes the code for
 * @param docroot relative to the release
 * @param commit 40 hexadecimal digits
 * @param settings file name in {@code config/<name>/} to text
 * @param includes file in the release (relative) to the PHP text that requires the settings; only
 *     written where the code brings no file of its own
 * @param links place in the release (relative) to directory below {@code shared/}
 */
public record Release(
    Name site,
    Site.Type type,
    String docroot,
    String name,
    Site.Source source,
    String commit,
    SortedMap<String, String> settings,
    SortedMap<String, String> includes,
    SortedMap<String, String> links,
    Site.Permissions permissions) {
  public Release {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    includes = Collections.unmodifiableSortedMap(new TreeMap<>(includes));
    links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
  }
}
