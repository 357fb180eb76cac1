package dev.pilaster.host;

import dev.pilaster.model.Name;
import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The engine's events, told to those who take turns, and to those who keep names right. */
record Followed(Engine engine, Sockets sockets, Programs programs) {
  /** As {@link LocalHost#events} says. */
  Closeable start(Consumer<Instant> changed, Runnable connected, Consumer<Duration> named) {
    var names = programs.nameWatch(this::active, named);
    var events =
        engine.events(
            event -> {
              if (event.action().equals(Events.Event.CONNECTED)) {
                connected.run();
              }
              names.ifPresent(n -> started(n, event));
              changed.accept(event.at());
            });
    return () -> {
      names.ifPresent(NameWatch::close);
      events.close();
    };
  }

  private static void started(NameWatch names, Events.Event event) {
    if (event.action().equals("start")) {
      event.service().ifPresent(s -> names.started(s, event.at()));
    }
  }

  /** Where the generation of a service that has traffic answers. */
  private List<String> active(Name service) {
    var live = Optional.ofNullable(sockets.pointers().get(service));
    return live.map(g -> engine.address(service + "-g" + g)).orElse(List.of());
  }
}
