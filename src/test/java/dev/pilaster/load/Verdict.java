package dev.pilaster.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Optional;

/**
 * What is wrong with an answer that came to its end.
 *
 * @param detail what came instead
 */
record Verdict(Kind kind, String detail) {
  private static final String END = "end\n";

  /** Empty when it is the right answer to this request. */
  static Optional<Verdict> of(Ask ask, int status, byte[] body) {
    var text = new String(body, ISO_8859_1);
    if (status >= 500) {
      return Optional.of(new Verdict(Kind.SERVER_ERROR, status + " " + text));
    }
    if (status != 200) {
      return Optional.of(new Verdict(Kind.STATUS, status + " " + text));
    }
    if (!text.startsWith("hello from " + ask.host() + "\n")) {
      return Optional.of(new Verdict(Kind.WRONG_SERVICE, text));
    }
    return isWhole(ask, text, body)
        ? Optional.empty()
        : Optional.of(new Verdict(Kind.WRONG_BODY, text));
  }

  private static boolean isWhole(Ask ask, String text, byte[] body) {
    return text.contains("\nserial " + ask.serial() + "\n")
        && text.contains("\n" + Ask.arrived("body", ask.body()) + "\n")
        && text.endsWith(END)
        && (ask.traffic().receives() == 0 || isSentWhole(ask, text, body));
  }

  /** The bytes between the line that announces them and the line that gives their digest. */
  private static boolean isSentWhole(Ask ask, String text, byte[] body) {
    var length = ask.traffic().receives();
    var announced = "\nsending " + length + " bytes\n";
    var start = text.indexOf(announced) + announced.length();
    if (start < announced.length() || start + length > body.length) {
      return false;
    }
    var sent = Arrays.copyOfRange(body, start, start + length);
    return text.substring(start + length).equals("\n" + Ask.arrived("sent", sent) + "\n" + END);
  }
}
