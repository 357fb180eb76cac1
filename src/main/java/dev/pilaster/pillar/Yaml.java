package dev.pilaster.pillar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Reads one YAML document from the token stream. The stream's own idea of a scalar's type is not
 * used (it knows YAML 1.1 only); tags, anchors, aliases, merge keys, duplicate keys and second
 * documents are problems, and so is what is too large or too deep.
 */
final class Yaml {
  static final int MOST_CHARS = 256 * 1024;
  static final int DEEPEST = 32;
  private static final YAMLFactory FACTORY = new YAMLFactory();

  private final String file;
  private final int[] text;
  private final YAMLParser tokens;
  private final Sink sink;

  private Yaml(String file, String text, Sink sink) throws IOException {
    this.file = file;
    this.text = text.codePoints().toArray();
    this.tokens = FACTORY.createParser(new StringReader(text));
    this.sink = sink;
  }

  /**
   * The document as a tree; an empty one is a null. Empty when nothing can be made of the text: the
   * sink then knows why. Smaller problems are reported and reading goes on.
   */
  static Optional<Node> read(String file, String text, Sink sink) {
    if (text.length() > MOST_CHARS) {
      sink.problem(Place.of(file), "is larger than " + MOST_CHARS / 1024 + " KiB");
      return Optional.empty();
    }
    try {
      return Optional.of(new Yaml(file, withoutMark(text), sink).document());
    } catch (JsonProcessingException e) {
      var fault = SyntaxFault.of(e);
      sink.problem(new Place(file, fault.line(), ""), fault.message());
    } catch (TooDeep e) {
      sink.problem(e.place, "is nested deeper than " + DEEPEST + " levels");
    } catch (IOException e) {
      throw new UncheckedIOException("reading a text in memory", e);
    }
    return Optional.empty();
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private Node document() throws IOException {
    var root = Place.of(file);
    if (tokens.nextToken() == null) {
      return new Node.Scalar(root, "", ScalarType.NULL);
    }
    var node = value(new Place(file, line(), ""), 1);
    if (tokens.nextToken() != null) {
      sink.problem(root.key("", line()), "a second document starts here; one file is one document");
    }
    return node;
  }

  /** The value that starts at the current token. */
  private Node value(Place place, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new TooDeep(place);
    }
    if (tokens.isCurrentAlias()) {
      sink.problem(place, "aliases (*name) are not supported: write the value out, or quote it");
      return new Node.Scalar(place, "", ScalarType.REFUSED);
    }
    refuseProperties(place);
    return switch (tokens.currentToken()) {
      case START_OBJECT -> mapping(place, depth);
      case START_ARRAY -> sequence(place, depth);
      default -> scalar(place);
    };
  }

  private Node mapping(Place place, int depth) throws IOException {
    var entries = new LinkedHashMap<String, Node>();
    while (tokens.nextToken() != JsonToken.END_OBJECT) {
      var key = tokens.currentName();
      var at = place.key(key, line());
      refuseProperties(at);
      var known = entries.get(key);
      tokens.nextToken();
      var value = value(at, depth + 1);
      if (known != null) {
        sink.problem(at, "duplicate key \"" + key + "\", first in line " + known.place().line());
      } else if (key.equals("<<")) {
        sink.problem(at, "merge keys (<<) are not supported: use defaults/ or write the keys out");
      } else {
        entries.put(key, value);
      }
    }
    return new Node.Mapping(place, entries);
  }

  private Node sequence(Place place, int depth) throws IOException {
    var items = new ArrayList<Node>();
    while (tokens.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(place.item(items.size(), line()), depth + 1));
    }
    return new Node.Sequence(place, items);
  }

  private Node scalar(Place place) throws IOException {
    var written = tokens.getText();
    if (written.indexOf('\0') >= 0) {
      sink.problem(place, "holds a NUL character, which no file and no program takes");
    }
    var type = plain() ? ScalarType.ofPlain(written) : ScalarType.STRING;
    return new Node.Scalar(place, written, type);
  }

  /** Whether the current scalar has no quotes and is not a block. */
  private boolean plain() {
    return "\"'|>".indexOf(first()) < 0;
  }

  /** A collection's tag and anchor. A scalar's stand in front of it: the stream forgets some. */
  private void refuseProperties(Place place) throws IOException {
    var collection = tokens.currentToken().isStructStart();
    var first = collection ? ' ' : first();
    if (first == '!' || (collection && tokens.getTypeId() != null)) {
      sink.problem(place, "tags (!name) are not supported: leave it out, or quote the value");
    }
    if (first == '&' || (collection && tokens.getObjectId() != null)) {
      sink.problem(place, "anchors (&name) are not supported: leave it out, or quote the value");
    }
  }

  /** The character that the current token starts with. */
  private int first() {
    var offset = (int) tokens.currentTokenLocation().getCharOffset();
    return offset < text.length ? text[offset] : ' ';
  }

  private int line() {
    return tokens.currentTokenLocation().getLineNr();
  }

  /** Ends the reading of a document that nests too deep. */
  private static final class TooDeep extends IOException {
    private final transient Place place;

    TooDeep(Place place) {
      super(place.text());
      this.place = place;
    }
  }
}
