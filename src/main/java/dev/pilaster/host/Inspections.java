package dev.pilaster.host;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilaster.model.Container;
import dev.pilaster.model.ContainerSpec.Labels;
import dev.pilaster.model.Name;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Our containers as the engine shows them: one list, and an inspection of those that are not known.
 * What an inspection said holds until an event tells of a change, the list shows the container
 * otherwise, or its config files are others; while nobody follows the events it holds for one call.
 */
final class Inspections {
  private static final int LANES = 4;
  private static final String LABELS = "Labels";

  /**
   * What the list's words say beside a time: {@code Up 3 minutes (healthy)}, {@code Exited (0)}.
   */
  private static final Pattern IN_BRACKETS = Pattern.compile("\\([^)]*\\)");

  private final Api api;
  private final Prefix prefix;
  private final Configs configs;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private volatile boolean followed;

  Inspections(Api api, Prefix prefix, Configs configs) {
    this.api = api;
    this.prefix = prefix;
    this.configs = configs;
  }

  /**
   * What is known of a container; no record, for two that were asked for are not the same.
   *
   * <p>{@code listed}: how the list showed it. {@code inspected}: empty until the answer is there.
   */
  private static final class Known {
    private final String listed;
    private final Optional<Container> inspected;

    Known(String listed, Optional<Container> inspected) {
      this.listed = listed;
      this.inspected = inspected;
    }
  }

  /**
   * All containers of ours, running or not.
   *
   * @param busy services whose containers are left out between their making and their start: an
   *     inspection would wait until that has ended
   */
  List<Container> containers(Set<Name> busy) {
    var asked = new LinkedHashMap<String, Known>();
    var containers = new LinkedHashMap<String, Optional<Container>>();
    var list = list();
    for (var entry : list) {
      var id = entry.path("Id").asText();
      var text = text(entry);
      var holds = Optional.ofNullable(known.get(id)).filter(k -> holds(k, text));
      containers.put(id, holds.flatMap(k -> k.inspected));
      if (holds.isEmpty() && !starts(entry, busy)) {
        asked.put(id, new Known(text, Optional.empty()));
      }
    }
    known.keySet().retainAll(containers.keySet());
    containers.putAll(inspect(asked));
    return containers.values().stream().flatMap(Optional::stream).toList();
  }

  /** The numbers of a service's generations, by the list alone. */
  Set<Integer> generations(Name service) {
    var generations = new TreeSet<Integer>();
    for (var entry : list()) {
      if (service(entry).filter(service::equals).isPresent()) {
        generations.add(entry.path(LABELS).path(Labels.GENERATION).asInt());
      }
    }
    return generations;
  }

  private JsonNode list() {
    var query = "?all=1&filters=" + Call.part(prefix.filter().toString());
    return api.json(Call.get("list containers", "/containers/json" + query));
  }

  /** Without what changes with every second, and without an order where the engine has none. */
  private static String text(JsonNode entry) {
    var fields = new TreeMap<String, String>();
    entry.properties().forEach(p -> fields.put(p.getKey(), unordered(p.getValue())));
    var words = IN_BRACKETS.matcher(entry.path("Status").asText()).results();
    fields.put("Status", words.map(MatchResult::group).toList().toString());
    return fields.toString();
  }

  private static String unordered(JsonNode value) {
    return value.isArray()
        ? StreamSupport.stream(value.spliterator(), false)
            .map(JsonNode::toString)
            .sorted()
            .toList()
            .toString()
        : value.toString();
  }

  private static Optional<Name> service(JsonNode entry) {
    var text = entry.path(LABELS).path(Labels.SERVICE).asText();
    return Name.isValid(text) ? Optional.of(new Name(text)) : Optional.empty();
  }

  private static boolean starts(JsonNode entry, Set<Name> busy) {
    return entry.path("State").asText().equals("created")
        && service(entry).filter(busy::contains).isPresent();
  }

  private boolean holds(Known one, String listed) {
    return followed
        && one.listed.equals(listed)
        && one.inspected.filter(c -> configs.hold(c.fields())).isPresent();
  }

  /** An answer is kept unless the container was forgotten meanwhile. */
  private Map<String, Optional<Container>> inspect(Map<String, Known> asked) {
    known.putAll(asked);
    var ids = new ArrayList<>(asked.keySet());
    var calls =
        ids.stream()
            .map(id -> Call.get("inspect container " + id, "/containers/" + id + "/json"))
            .toList();
    var answers = api.askAll(calls, LANES);
    var containers = new LinkedHashMap<String, Optional<Container>>();
    for (var i = 0; i < ids.size(); i++) {
      var id = ids.get(i);
      var container = container(answers.get(i));
      var was = asked.get(id);
      known.computeIfPresent(id, (k, now) -> now == was ? new Known(was.listed, container) : now);
      containers.put(id, container);
    }
    return containers;
  }

  private Optional<Container> container(Answer answer) {
    return answer.missing()
        ? Optional.empty()
        : LiveContainer.of(answer.orThrow(), prefix, configs);
  }

  /** The same listener, told after this. */
  Consumer<Events.Event> before(Consumer<Events.Event> listener) {
    return event -> {
      switch (event.action()) {
        case Events.Event.CONNECTED -> followed(true);
        case Events.Event.LOST -> followed(false);
        default -> known.remove(event.container());
      }
      listener.accept(event);
    };
  }

  /** Changes may have been missed. */
  void forgetAll() {
    known.clear();
  }

  /** {@code now}: whether every change is told from here on. */
  private void followed(boolean now) {
    forgetAll();
    followed = now;
  }
}
