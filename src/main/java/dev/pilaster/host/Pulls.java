package dev.pilaster.host;

import dev.pilaster.model.Pulled;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** How far the pulls under way are. */
final class Pulls {
  private final Map<String, Map<String, Images.Progress>> layers = new ConcurrentHashMap<>();

  /** Runs a pull, which is given where to write how far it is. */
  <T> T watched(String image, Function<Consumer<Images.Progress>, T> pull) {
    var mine = new ConcurrentHashMap<String, Images.Progress>();
    layers.put(image, mine);
    try {
      return pull.apply(line -> note(mine, line));
    } finally {
      layers.remove(image, mine);
    }
  }

  /** The line that names the repository is no layer's. */
  private static void note(Map<String, Images.Progress> mine, Images.Progress line) {
    if (!line.layer().isEmpty() && !line.status().startsWith("Pulling from")) {
      mine.put(line.layer(), line);
    }
  }

  /** Empty when it is not pulled now. */
  Optional<Pulled> of(String image) {
    return Optional.ofNullable(layers.get(image)).map(mine -> sum(new TreeMap<>(mine)));
  }

  private static Pulled sum(Map<String, Images.Progress> layers) {
    var done = layers.values().stream().filter(Pulls::done).count();
    var loading = layers.values().stream().filter(p -> p.status().equals("Downloading")).toList();
    return new Pulled(
        layers.size(),
        (int) done,
        loading.stream().mapToLong(Images.Progress::current).sum(),
        loading.stream().mapToLong(Images.Progress::total).sum());
  }

  private static boolean done(Images.Progress layer) {
    return layer.status().equals("Pull complete") || layer.status().equals("Already exists");
  }
}
