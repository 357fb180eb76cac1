package dev.pilaster.host;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the engine says of itself ({@code GET /version}, {@code GET /info}). */
final class EngineFindings {
  private static final int OLDEST_MINOR = 41;
  private static final Set<String> DRIVERS =
      Set.of("overlay2", "overlayfs", "btrfs", "zfs", "fuse-overlayfs");

  /** Docker's release notes: taken out with these versions. */
  private static final Map<String, String> REMOVED =
      Map.of("aufs", "24.0", "overlay", "24.0", "devicemapper", "25.0");

  private EngineFindings() {}

  static Finding away(String host, String reason) {
    return Finding.bad(
        "engine", host + " does not answer: " + reason, "start it: systemctl start docker");
  }

  static List<Finding> of(JsonNode version, JsonNode info) {
    var findings = new ArrayList<Finding>();
    findings.add(Finding.good("engine", "Docker " + version.path("Version").asText()));
    findings.add(api(version.path("ApiVersion").asText()));
    findings.add(storage(info.path("Driver").asText()));
    findings.add(cgroup(info.path("CgroupVersion").asText("1")));
    findings.add(limits(info.path("Warnings")));
    return findings;
  }

  private static Finding api(String version) {
    var known = version.matches("1\\.\\d{1,4}");
    return known && Integer.parseInt(version.substring(2)) >= OLDEST_MINOR
        ? Finding.good("api version", version)
        : Finding.bad(
            "api version",
            version + " is older than 1." + OLDEST_MINOR,
            "update the engine to 20.10 or later");
  }

  private static Finding storage(String driver) {
    if (DRIVERS.contains(driver)) {
      return Finding.good("storage driver", driver);
    }
    var removed = REMOVED.get(driver);
    return removed == null
        ? Finding.warn(
            "storage driver",
            driver + " is slow, or not known here",
            "use overlay2 (\"storage-driver\" in /etc/docker/daemon.json), and pull the images"
                + " again")
        : Finding.bad(
            "storage driver",
            driver + " is not in the engine any more since " + removed,
            "move to overlay2 before the next update: images have to be pulled again");
  }

  private static Finding cgroup(String version) {
    return version.equals("2")
        ? Finding.good("cgroup", "version 2")
        : Finding.warn(
            "cgroup",
            "version " + version + " is deprecated by the engine and by systemd",
            "boot with systemd.unified_cgroup_hierarchy=1");
  }

  /** Which limits of the pillar this kernel would not keep. */
  private static Finding limits(JsonNode warnings) {
    var lost = new ArrayList<String>();
    warnings.forEach(
        w -> {
          if (w.asText().matches(".*No (memory|swap|cpu|pids).*")) {
            lost.add(w.asText().replace("WARNING: ", ""));
          }
        });
    return lost.isEmpty()
        ? Finding.good("limits", "memory, swap, processors and processes can be limited")
        : Finding.warn(
            "limits",
            String.join("; ", lost),
            "boot with cgroup_enable=memory swapaccount=1, or do not set these limits");
  }
}
