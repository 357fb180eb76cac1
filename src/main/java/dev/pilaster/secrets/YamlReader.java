package dev.pilaster.secrets;

import dev.pilaster.secrets.YamlNode.Entry;
import dev.pilaster.secrets.YamlNode.Mapping;
import dev.pilaster.secrets.YamlNode.Scalar;
import dev.pilaster.secrets.YamlNode.Sequence;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Reads one YAML document from its events. Strict and bounded: tags, anchors, aliases, merge keys,
 * duplicate keys and second documents are errors, and so is what is larger than a file of secrets
 * ever is.
 */
final class YamlReader {
  private static final int MOST_CHARS = 1 << 20;
  private static final int MOST_NODES = 10_000;
  private static final int LONGEST_KEY = 200;
  private static final int DEEPEST = 16;

  private final String file;
  private final Iterator<Event> events;
  private int nodes;

  private YamlReader(String file, Iterator<Event> events) {
    this.file = file;
    this.events = events;
  }

  /** The document's keys; an empty document has none. */
  static Mapping read(String file, String text) throws SecretException {
    if (text.length() > MOST_CHARS) {
      throw new SecretException(file, 0, "", "is longer than " + MOST_CHARS + " characters");
    }
    Iterator<Event> events = new Yaml().parse(new StringReader(text)).iterator();
    return new YamlReader(file, events).document();
  }

  private Mapping document() throws SecretException {
    next();
    Event start = next();
    if (start.is(Event.ID.StreamEnd)) {
      return new Mapping(List.of(), 1);
    }
    YamlNode root = node(next(), 1);
    next();
    Event after = next();
    if (!after.is(Event.ID.StreamEnd)) {
      throw at(line(after), "a second document starts here; a file of secrets has one");
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
    throw at(root.line(), "expected keys with values at the top of the file");
  }

  private YamlNode node(Event event, int depth) throws SecretException {
    nodes++;
    if (nodes > MOST_NODES || depth > DEEPEST) {
      throw at(
          line(event),
          "is too large: at most " + MOST_NODES + " values, nested " + DEEPEST + " deep");
    }
    refuseMarkers(event);
    if (event instanceof ScalarEvent scalar) {
      return new Scalar(
          scalar.getValue(), scalar.getScalarStyle() == ScalarStyle.PLAIN, line(event));
    }
    return event instanceof SequenceStartEvent ? sequence(event, depth) : mapping(event, depth);
  }

  private Sequence sequence(Event start, int depth) throws SecretException {
    List<YamlNode> items = new ArrayList<>();
    for (Event event = next(); !event.is(Event.ID.SequenceEnd); event = next()) {
      items.add(node(event, depth + 1));
    }
    return new Sequence(items, line(start));
  }

  private Mapping mapping(Event start, int depth) throws SecretException {
    List<Entry> entries = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Event event = next(); !event.is(Event.ID.MappingEnd); event = next()) {
      Scalar key = key(node(event, depth + 1));
      if (!seen.add(key.text())) {
        throw at(key.line(), key.text() + ": this key stands twice in the same mapping");
      }
      entries.add(new Entry(key, node(next(), depth + 1)));
    }
    return new Mapping(entries, line(start));
  }

  private Scalar key(YamlNode node) throws SecretException {
    if (node instanceof Scalar scalar
        && ScalarKind.of(scalar) == ScalarKind.TEXT
        && scalar.text().length() <= LONGEST_KEY) {
      return scalar;
    }
    throw at(
        node.line(),
        "a key is a text of at most "
            + LONGEST_KEY
            + " characters; quote one that looks like a number, a date, true, null or <<");
  }

  private void refuseMarkers(Event event) throws SecretException {
    boolean alias = event instanceof AliasEvent;
    if (alias || (event instanceof NodeEvent node && node.getAnchor() != null)) {
      throw at(
          line(event),
          "anchors (&) and aliases (*) are not supported; quote a value that starts with one of them");
    }
    if (tag(event) != null) {
      throw at(line(event), "tags (!) are not supported; quote a value that starts with one");
    }
  }

  private static @Nullable String tag(Event event) {
    if (event instanceof ScalarEvent scalar) {
      return scalar.getTag();
    }
    return event instanceof CollectionStartEvent collection ? collection.getTag() : null;
  }

  /** The parser's own words are dropped: they quote the text around the fault. */
  private Event next() throws SecretException {
    try {
      return events.next();
    } catch (MarkedYAMLException fault) {
      Mark mark = fault.getProblemMark() == null ? fault.getContextMark() : fault.getProblemMark();
      throw at(
          mark == null ? 0 : mark.getLine() + 1,
          "is not YAML here; quote a value that holds special characters");
    } catch (YAMLException fault) {
      throw at(0, "is not YAML: it holds control characters");
    }
  }

  private SecretException at(int line, String problem) {
    return new SecretException(file, line, "", problem);
  }

  private static int line(Event event) {
    return event.getStartMark().getLine() + 1;
  }
}
