package dev.pilaster.notify;

import java.net.URI;
import java.util.Set;

/**
 * Somebody who is told.
 *
 * @param url its path may be a secret: only its host is ever shown
 * @param events which ones; never empty
 */
public record Receiver(URI url, Format format, Set<Event> events) {
  public Receiver {
    events = events.isEmpty() ? Set.of(Event.values()) : Set.copyOf(events);
  }

  @Override
  public String toString() {
    return url.getScheme() + "://" + url.getAuthority();
  }
}
