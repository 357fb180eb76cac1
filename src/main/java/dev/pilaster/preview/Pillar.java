package dev.pilaster.preview;

import dev.pilaster.model.Desired;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed.HostFacts;
import dev.pilaster.model.Observed.Tools;
import dev.pilaster.model.Orders;
import dev.pilaster.model.Policy;
import dev.pilaster.model.Slice;
import dev.pilaster.model.Snapshot;
import dev.pilaster.pillar.Pillars;
import dev.pilaster.plan.Goal;
import dev.pilaster.plan.Imagined;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a revision wants of one server, and the host that has it. */
public final class Pillar {
  /** Everything is where it is unless an agent's own settings say otherwise. */
  private static final HostFacts STANDARD =
      new HostFacts(
          "/srv/sites",
          "/var/lib/pilaster/run",
          "/etc/nginx/pilaster.d",
          "/etc/dnsmasq.d",
          "/var/lib/pilaster/hosts.d",
          "www-data",
          List.of(),
          List.of(),
          false,
          new Tools(
              "/var/lib/pilaster",
              "/etc/cron.d",
              "/etc/drush",
              "/usr/local/bin",
              "/etc/logrotate.d",
              "unix:///var/run/docker.sock",
              "",
              ZoneOffset.UTC));

  private Pillar() {}

  /** A server's slice; no secret is in it. */
  public static Slice slice(Snapshot snapshot, Name server) {
    return Pillars.slice(snapshot, server, Policy.open(), new SealedSecrets(true));
  }

  /** What an agent with this slice wants. */
  public static Goal goal(Slice slice, Desired desired) {
    var lost = new TreeSet<>(slice.broken());
    lost.removeAll(desired.sites().keySet());
    return new Goal(slice.commit(), desired, lost, new TreeMap<>(), Orders.NONE);
  }

  /** A host that nobody has touched. */
  public static Imagined untouched(Instant now) {
    return Imagined.empty(STANDARD, now);
  }
}
