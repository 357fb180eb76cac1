package dev.pilaster.cli;

import dev.pilaster.api.ApiUnderTest;
import dev.pilaster.api.Samples;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Types commands and reads what they print; nothing is read of the machine that runs the test. */
final class Terminal {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, String> environment = new TreeMap<>();
  private final List<Runnable> pauses = new ArrayList<>();
  private boolean piped;
  private boolean colour;

  /** What a command printed, and how it ended. */
  record Result(int code, String out, String err) {}

  /** Talks to this API with an administrator's token. */
  static Terminal of(ApiUnderTest api) {
    return new Terminal()
        .with("PILASTER_URL", "http://127.0.0.1:" + api.port())
        .with("PILASTER_TOKEN", ApiUnderTest.ADMIN);
  }

  Terminal with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Terminal inColour() {
    colour = true;
    return this;
  }

  /** What is printed goes to a program. */
  Terminal piped() {
    piped = true;
    return this;
  }

  /** Happens instead of the next pause that has nothing else to do. */
  Terminal meanwhile(Runnable event) {
    pauses.add(event);
    return this;
  }

  Result type(String... words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    var code = Main.run(console(), words);
    return new Result(code, out.toString(), err.toString());
  }

  Console console() {
    return new Console(
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        environment,
        !piped,
        colour,
        Console.NARROW,
        Clock.fixed(Samples.NOW, ZoneOffset.UTC),
        time -> pause());
  }

  private void pause() {
    if (pauses.isEmpty()) {
      throw new IllegalStateException("nothing happens any more");
    }
    pauses.remove(0).run();
  }
}
