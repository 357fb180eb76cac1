package dev.pilaster.load;

import java.net.URI;
import java.util.concurrent.TimeUnit;

/** {@code Main URL HOST SECONDS [RATE]}: the seven classes on a site; exit 1 when one was lost. */
public final class Main {
  private static final double RATE = 100;

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 3) {
      System.err.println("usage: URL HOST SECONDS [RATE]");
      System.exit(2);
    }
    var target = Target.of(URI.create(arguments[0]), arguments[1]);
    var rate = arguments.length > 3 ? Double.parseDouble(arguments[3]) : RATE;
    try (var load = Load.on(target, Mix.of(rate))) {
      TimeUnit.SECONDS.sleep(Long.parseLong(arguments[2]));
      var tally = load.stop();
      System.out.print(Report.of(tally));
      System.exit(tally.failed() == 0 ? 0 : 1);
    }
  }
}
