package dev.pilaster.load;

import java.io.IOException;
import java.util.Locale;

/** Every way in which a site has been seen to fail a visitor. */
enum Misdeed implements Site.Manner {
  RESETS(Kind.RESET, Site.Visit::reset),
  RESETS_HALF_WAY(
      Kind.RESET,
      visit -> {
        visit.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello");
        visit.reset();
      }),
  SAYS_NOTHING(Kind.CUT_SHORT, Site.Visit::close),
  ENDS_BEFORE_ITS_LENGTH(
      Kind.CUT_SHORT,
      visit -> {
        visit.send("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + visit.right());
        visit.close();
      }),
  ENDS_WITHOUT_A_LAST_CHUNK(
      Kind.CUT_SHORT,
      visit -> {
        var text = visit.right();
        visit.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        visit.send("%x\r\n%s\r\n".formatted(text.length(), text));
        visit.close();
      }),
  IS_A_BAD_GATEWAY(Kind.SERVER_ERROR, visit -> visit.answer(502, "Bad Gateway")),
  IS_NOT_FOUND(Kind.STATUS, visit -> visit.answer(404, "Not Found")),
  IS_ANOTHER_SITE(
      Kind.WRONG_SERVICE, visit -> visit.answer(200, visit.right().replace("site", "other"))),
  REPEATS_ANOTHER_NUMBER(
      Kind.WRONG_BODY,
      visit -> visit.answer(200, visit.right().replaceFirst("serial \\d+", "serial 0"))),
  LOST_WHAT_WAS_POSTED(
      Kind.WRONG_BODY,
      visit -> visit.answer(200, visit.right().replaceFirst("sha256 ....", "sha256 0000"))),
  LACKS_THE_END(
      Kind.WRONG_BODY, visit -> visit.answer(200, visit.right().replace("\nend\n", "\n"))),
  SPEAKS_NO_HTTP(Kind.WRONG_BODY, visit -> visit.send("hello\r\n\r\n")),
  NEVER_ANSWERS(Kind.LATE, visit -> {}),
  NEVER_ENDS(Kind.LATE, visit -> visit.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello"));

  private final Kind kind;

  @SuppressWarnings("ImmutableEnumChecker") // a lambda that holds nothing
  private final Site.Manner manner;

  Misdeed(Kind kind, Site.Manner manner) {
    this.kind = kind;
    this.manner = manner;
  }

  /** What it must be counted as. */
  Kind kind() {
    return kind;
  }

  @Override
  public void answer(Site.Visit visit) throws IOException {
    manner.answer(visit);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
