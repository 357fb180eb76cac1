package dev.pilaster.pillar;

import java.util.ArrayList;
import java.util.List;

/** Splits a command line into words: blanks, single and double quotes, backslash; nothing else. */
final class Words {
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean open;

  private Words() {}

  /** The words of a text; IllegalArgumentException for a quote that is not closed. */
  static List<String> split(String text) {
    return new Words().all(text);
  }

  private List<String> all(String text) {
    var quote = ' ';
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
        i++;
        add(text.charAt(i));
      } else if (quote != ' ') {
        quote = c == quote ? ' ' : keep(c, quote);
      } else if (c == '"' || c == '\'') {
        quote = c;
        open = true;
      } else if (Character.isWhitespace(c)) {
        end();
      } else {
        add(c);
      }
    }
    if (quote != ' ') {
      throw new IllegalArgumentException("a " + quote + " is not closed: " + text);
    }
    end();
    return words;
  }

  private char keep(char c, char quote) {
    word.append(c);
    return quote;
  }

  private void add(char c) {
    word.append(c);
    open = true;
  }

  private void end() {
    if (open) {
      words.add(word.toString());
      word.setLength(0);
      open = false;
    }
  }
}
