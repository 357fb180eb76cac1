package dev.pilaster.secrets;

import dev.pilaster.secrets.YamlNode.Entry;
import dev.pilaster.secrets.YamlNode.Mapping;
import dev.pilaster.secrets.YamlNode.Scalar;
import dev.pilaster.secrets.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Reads one YAML document. Strict: merge keys, duplicate keys, keys that are no texts and second
 * documents are errors, and so is what is nested deeper than secrets ever are.
 */
final class YamlReader {
  private static final int LONGEST_KEY = 200;
  private static final int DEEPEST = 16;

  private final YamlEvents events;

  private YamlReader(YamlEvents events) {
    this.events = events;
  }

  /** The document's keys; an empty document has none. */
  static Mapping read(String file, String text) throws SecretException {
    return new YamlReader(new YamlEvents(file, text)).document();
  }

  private Mapping document() throws SecretException {
    events.next();
    if (events.next().is(Event.ID.StreamEnd)) {
      return new Mapping(List.of(), 1);
    }
    YamlNode root = node(events.next(), 1);
    events.next();
    Event after = events.next();
    if (!after.is(Event.ID.StreamEnd)) {
      throw at(after, "a second document starts here; a file of secrets has one");
    }
    return keys(root);
  }

  private Mapping keys(YamlNode root) throws SecretException {
    if (root instanceof Mapping mapping) {
      return mapping;
    }
    if (root instanceof Scalar scalar && ScalarKind.of(scalar) == ScalarKind.NULL) {
      return new Mapping(List.of(), 1);
    }
    throw events.at(root.line(), "expected keys with values at the top of the file");
  }

  private YamlNode node(Event event, int depth) throws SecretException {
    if (depth > DEEPEST) {
      throw at(event, "is nested too deep: at most " + DEEPEST + " levels");
    }
    if (event instanceof ScalarEvent scalar) {
      boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
      return new Scalar(scalar.getValue(), plain, YamlEvents.line(event));
    }
    return event instanceof SequenceStartEvent ? sequence(event, depth) : mapping(event, depth);
  }

  private Sequence sequence(Event start, int depth) throws SecretException {
    List<YamlNode> items = new ArrayList<>();
    for (Event event = events.next(); !event.is(Event.ID.SequenceEnd); event = events.next()) {
      items.add(node(event, depth + 1));
    }
    return new Sequence(items, YamlEvents.line(start));
  }

  private Mapping mapping(Event start, int depth) throws SecretException {
    List<Entry> entries = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Event event = events.next(); !event.is(Event.ID.MappingEnd); event = events.next()) {
      Scalar key = key(node(event, depth + 1));
      if (!seen.add(key.text())) {
        throw at(event, key.text() + ": this key stands twice in the same mapping");
      }
      entries.add(new Entry(key, node(events.next(), depth + 1)));
    }
    return new Mapping(entries, YamlEvents.line(start));
  }

  private Scalar key(YamlNode node) throws SecretException {
    if (node instanceof Scalar scalar
        && ScalarKind.of(scalar) == ScalarKind.TEXT
        && scalar.text().length() <= LONGEST_KEY) {
      return scalar;
    }
    throw events.at(
        node.line(),
        "a key is a text of at most "
            + LONGEST_KEY
            + " characters; quote one that looks like a number, a date, true, null or <<");
  }

  private SecretException at(Event event, String problem) {
    return events.at(YamlEvents.line(event), problem);
  }
}
