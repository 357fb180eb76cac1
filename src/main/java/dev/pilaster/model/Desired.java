package dev.pilaster.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What git wants of this host: its own slice, merged, checked, with its secrets resolved. */
public record Desired(
    Server server, SortedMap<Name, Service> services, SortedMap<Name, Site> sites) {
  public Desired {
    services = Collections.unmodifiableSortedMap(new TreeMap<>(services));
    sites = Collections.unmodifiableSortedMap(new TreeMap<>(sites));
  }
}
