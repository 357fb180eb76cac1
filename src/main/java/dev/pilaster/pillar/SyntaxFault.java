package dev.pilaster.pillar;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.regex.Pattern;

/**
 * A syntax error in our own words: the parser's message quotes the file, which may hold secrets.
 */
record SyntaxFault(int line, String message) {
  private static final Pattern LINE = Pattern.compile("line (\\d+), column \\d+");

  static SyntaxFault of(JsonProcessingException e) {
    var original = e.getOriginalMessage();
    if (original.startsWith("Expected a field name")) {
      return new SyntaxFault(location(e), "not YAML as we read it: a key must be a single text");
    }
    if (original.contains("special characters are not allowed")) {
      return new SyntaxFault(0, "not YAML: it holds control characters");
    }
    return new SyntaxFault(lastLine(original, location(e)), "not YAML: " + said(original));
  }

  /** The parser's sentences, without the excerpts, which are indented. */
  private static String said(String message) {
    return message
        .lines()
        .filter(l -> !l.isBlank() && !l.startsWith(" "))
        .reduce((a, b) -> a + ": " + b)
        .orElse("cannot be read");
  }

  /** The place of the problem comes after the place of its context. */
  private static int lastLine(String message, int otherwise) {
    var matcher = LINE.matcher(message);
    var line = otherwise;
    while (matcher.find()) {
      line = Integer.parseInt(matcher.group(1));
    }
    return line;
  }

  private static int location(JsonProcessingException e) {
    return e.getLocation() == null ? 0 : e.getLocation().getLineNr();
  }
}
