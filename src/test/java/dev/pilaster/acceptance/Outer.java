package dev.pilaster.acceptance;

import java.util.ArrayList;
import java.util.List;

/** The engine of which the throwaway host itself and the registry are containers. */
final class Outer {
  private final List<String> prefix;

  /**
   * @param exec the argv that runs a command on the throwaway host: {@code docker … exec -i name}
   */
  Outer(List<String> exec) {
    this.prefix = exec.subList(0, exec.indexOf("exec"));
  }

  String docker(String... arguments) {
    var argv = new ArrayList<>(prefix);
    argv.addAll(List.of(arguments));
    return Ran.of(argv).good();
  }
}
