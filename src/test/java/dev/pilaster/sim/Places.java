package dev.pilaster.sim;

import dev.pilaster.model.Fileset;
import java.util.List;

/** Where files of ours stand on the fake host. */
final class Places {
  private Places() {}

  /** How the paths begin where a file of ours that is not wanted goes. */
  static List<String> of(Fileset.Kind kind) {
    var tools = FakeHost.FACTS.tools();
    return switch (kind) {
      case NGINX -> List.of(FakeHost.FACTS.nginx() + "/");
      case NAMES -> List.of(FakeHost.FACTS.hosts() + "/");
      case RESOLVER -> List.of("/etc/resolv.conf");
      case TOOLS ->
          List.of(
              tools.state() + "/tools/", tools.bin() + "/drush", tools.rotation() + "/pilaster");
      case CRON -> List.of(tools.cron() + "/pilaster-");
      case DRUSH -> List.of(tools.drush() + "/");
      case MAIL -> List.of("/etc/postfix/");
      default -> List.of();
    };
  }
}
