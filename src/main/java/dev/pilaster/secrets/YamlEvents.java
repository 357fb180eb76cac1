package dev.pilaster.secrets;

import java.io.StringReader;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * The events of a YAML text, bounded in number. Tags, anchors and aliases are errors. The parser's
 * own words are dropped from every error: they quote the text around the fault.
 */
final class YamlEvents {
  private static final int MOST_CHARS = 1 << 20;
  private static final int MOST_EVENTS = 20_000;

  private final String file;
  private final Iterator<Event> events;
  private int read;

  YamlEvents(String file, String text) throws SecretException {
    this.file = file;
    this.events = new Yaml().parse(new StringReader(text)).iterator();
    if (text.length() > MOST_CHARS) {
      throw at(0, "is longer than " + MOST_CHARS + " characters");
    }
  }

  Event next() throws SecretException {
    Event event = parsed();
    read++;
    if (read > MOST_EVENTS) {
      throw at(line(event), "is too large: a file of secrets has at most some thousand values");
    }
    if (event instanceof AliasEvent
        || (event instanceof NodeEvent node && node.getAnchor() != null)) {
      throw at(
          line(event),
          "anchors (&) and aliases (*) are not supported; quote a value that starts with one");
    }
    if (tag(event) != null) {
      throw at(line(event), "tags (!) are not supported; quote a value that starts with one");
    }
    return event;
  }

  SecretException at(int line, String problem) {
    return new SecretException(file, line, "", problem);
  }

  /** From 1. */
  static int line(Event event) {
    return event.getStartMark().getLine() + 1;
  }

  private Event parsed() throws SecretException {
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

  private static @Nullable String tag(Event event) {
    if (event instanceof ScalarEvent scalar) {
      return scalar.getTag();
    }
    return event instanceof CollectionStartEvent collection ? collection.getTag() : null;
  }
}
