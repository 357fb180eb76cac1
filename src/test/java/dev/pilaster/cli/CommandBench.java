package dev.pilaster.cli;

import dev.pilaster.api.ApiUnderTest;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Arrays;
import java.util.List;

/** How long a command takes that asks an agent, from its start to its end. */
final class CommandBench {
  private static final int TIMES = 20;
  private static final String PILASTER = "target/pilaster/bin/pilaster";

  private CommandBench() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (var api = new ApiUnderTest()) {
      System.out.println("| command, " + TIMES + " times | fastest | median | slowest, seconds |");
      System.out.println("|---|---|---|---|");
      row(api, "java", "-Xshare:auto", "-version");
      row(api, PILASTER, "version");
      row(api, PILASTER, "status");
      row(api, PILASTER, "status", "--output", "json");
      row(api, PILASTER, "history");
      row(api, PILASTER, "suspend", "--reason", "bench");
    }
  }

  private static void row(ApiUnderTest api, String... argv)
      throws IOException, InterruptedException {
    once(api, argv);
    var seconds = new double[TIMES];
    for (var i = 0; i < TIMES; i++) {
      seconds[i] = once(api, argv);
    }
    Arrays.sort(seconds);
    System.out.printf(
        "| `%s` | %.2f | %.2f | %.2f |%n",
        String.join(" ", argv), seconds[0], seconds[TIMES / 2], seconds[TIMES - 1]);
  }

  private static double once(ApiUnderTest api, String... argv)
      throws IOException, InterruptedException {
    var command = new ProcessBuilder(List.of(argv));
    command.environment().put("PILASTER_URL", "http://127.0.0.1:" + api.port());
    command.environment().put("PILASTER_TOKEN", ApiUnderTest.ADMIN);
    command.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
    var began = System.nanoTime();
    var code = command.start().waitFor();
    if (code != 0) {
      throw new IllegalStateException(List.of(argv) + " ended with " + code);
    }
    return (System.nanoTime() - began) / 1e9;
  }
}
