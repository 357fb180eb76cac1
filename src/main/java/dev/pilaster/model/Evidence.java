package dev.pilaster.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What performing a step showed.
 *
 * @param good whether what was asked for is so
 * @param message what answered, for people
 * @param statuses site to the HTTP status that it answered; 0 for no answer
 */
public record Evidence(boolean good, String message, SortedMap<Name, Integer> statuses) {
  public static final Evidence DONE = of(true, "");

  public Evidence {
    statuses = Collections.unmodifiableSortedMap(new TreeMap<>(statuses));
  }

  public static Evidence of(boolean good, String message) {
    return new Evidence(good, message, new TreeMap<>(Map.of()));
  }
}
