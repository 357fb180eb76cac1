package dev.pilaster.load;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many come.
 *
 * @param perSecond requests a second, by class
 * @param crowd clients that ask without a pause
 */
public record Mix(Map<Traffic, Double> perSecond, int crowd) {
  private static final double MOST = 1000;
  private static final int SHARES = 100;

  public Mix {
    perSecond = Collections.unmodifiableMap(new EnumMap<>(perSecond));
    var total = perSecond.values().stream().mapToDouble(Double::doubleValue).sum();
    if (total > MOST || crowd > SHARES) {
      throw new IllegalArgumentException("more than a load is meant for: %s".formatted(perSecond));
    }
  }

  /** The seven classes, so many requests a second in all. */
  public static Mix of(double rate) {
    return of(
        rate,
        Traffic.NEW,
        Traffic.BUSY,
        Traffic.SLOW,
        Traffic.POST,
        Traffic.LONG,
        Traffic.UPLOAD,
        Traffic.DOWNLOAD);
  }

  /** Some classes, each as often as in the whole of so many requests a second. */
  public static Mix of(double rate, Traffic... classes) {
    var perSecond = new EnumMap<Traffic, Double>(Traffic.class);
    for (var traffic : classes) {
      perSecond.put(traffic, rate * traffic.share() / SHARES);
    }
    return new Mix(perSecond, 0);
  }

  /** So many clients, none of whom ever pauses. */
  public static Mix crowd(int clients) {
    return new Mix(new EnumMap<>(Traffic.class), clients);
  }
}
