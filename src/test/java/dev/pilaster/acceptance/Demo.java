package dev.pilaster.acceptance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code packaging/demo} of this checkout, for the tests' own host and never for somebody's. */
final class Demo {
  private Demo() {}

  static String name() {
    return System.getenv().getOrDefault("PILASTER_DEMO_NAME", "pilaster-it");
  }

  /** Runs it with the build that stands in {@code target/}; answers what it prints. */
  static String run(String... arguments) {
    var argv = new ArrayList<>(List.of("packaging/demo"));
    argv.addAll(List.of(arguments));
    var environment = Map.of("PILASTER_DEMO_NAME", name(), "PILASTER_DEMO_BUILD", "no");
    return Ran.of(argv, Path.of("").toAbsolutePath(), environment).good();
  }
}
