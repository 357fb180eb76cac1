package dev.pilaster.host;

import dev.pilaster.model.Service.Healthcheck;
import dev.pilaster.model.Service.Port;
import dev.pilaster.model.Service.Ulimit;
import dev.pilaster.model.Service.Volume;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Values that engines are known, or likely, to show otherwise than they were sent. */
final class FieldSpellings {
  private FieldSpellings() {}

  static List<FieldCase> all() {
    return List.of(
        of("nothing set", d -> {}),
        of("pids_limit: none", d -> d.pidsLimit = -1L),
        of("pids_limit: 0", d -> d.pidsLimit = 0L),
        of("memswap_limit: none", FieldSpellings::unlimitedSwap),
        of("mem_limit: alone", d -> d.memLimit = 64L << 20),
        of("cpus: thirds", d -> d.cpus = 1.0 / 3),
        of("cap_drop: all", d -> d.capDrop = List.of("all")),
        of("cap_add: twice", d -> d.capAdd = List.of("KILL", "CAP_KILL", "kill")),
        of("security_opt: bare", d -> d.securityOpt = List.of("no-new-privileges")),
        of("security_opt: false", d -> d.securityOpt = List.of("no-new-privileges=false")),
        of("ulimits: none", d -> d.ulimits.put("core", new Ulimit(-1, -1))),
        of("environment: empty", d -> d.environment.put("EMPTY", "")),
        of("environment: the engine's", d -> d.environment.put("PATH", "/bin")),
        of("labels: empty", d -> d.labels.put("empty", "")),
        of("user: 0", d -> d.user = "0"),
        of("stop_signal: number", d -> d.stopSignal = "9"),
        of("restart: always", d -> d.restart = "always"),
        of("restart: unless-stopped", d -> d.restart = "unless-stopped"),
        of("restart: on-failure", d -> d.restart = "on-failure"),
        of("healthcheck: none", d -> d.healthcheck = healthcheck("NONE")),
        of("healthcheck: test alone", d -> d.healthcheck = healthcheck("CMD", "true")),
        of("ports: any address", d -> d.ports.add(new Port("0.0.0.0", FieldCases.PORT, 1, "udp"))),
        of("ports: engine's choice", d -> d.ports.add(new Port("127.0.0.1", 0, 80, "tcp"))),
        of("volumes: a link", d -> d.volumes.add(new Volume(true, "/bin", "/h", true, false))),
        of("volumes: ro, rw inside", FieldSpellings::nested),
        of("command: none", FieldSpellings::entrypointAlone));
  }

  private static FieldCase of(String name, Consumer<Draft> set) {
    return new FieldCase(name, set, (bed, draft) -> {}, "", true);
  }

  private static void unlimitedSwap(Draft draft) {
    draft.memLimit = 64L << 20;
    draft.memswapLimit = -1L;
  }

  static Healthcheck healthcheck(String... test) {
    return new Healthcheck(
        List.of(test), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** A check that is good, this often. */
  static Healthcheck every(Duration interval) {
    var test = List.of("CMD", "true");
    return new Healthcheck(
        test, Optional.of(interval), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static void nested(Draft draft) {
    draft.volumes.add(new Volume(true, "/var", "/var", true, false));
    draft.volumes.add(new Volume(true, "/var/tmp", "/var/tmp", false, false));
  }

  private static void entrypointAlone(Draft draft) {
    draft.entrypoint = List.of("/bin/sleep", "600");
    draft.command = List.of();
  }
}
