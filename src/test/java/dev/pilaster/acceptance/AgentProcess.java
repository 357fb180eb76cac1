package dev.pilaster.acceptance;

import java.time.Duration;
import java.util.regex.Pattern;

/** The agent on the throwaway host, from the outside: what it uses, how fast it starts. */
final class AgentProcess {
  /** Seconds from the start of the process. */
  record Start(double ready, double turned) {}

  private static final Duration UP = Duration.ofMinutes(2);
  private static final double TICKS = 100;
  private static final int USER = 13;

  private final DemoHost host;

  AgentProcess(DemoHost host) {
    this.host = host;
  }

  /** User and system time since it started (proc(5), stat). */
  double cpuSeconds() {
    var stat = host.box.sh("cat /proc/" + host.box.agentPid() + "/stat");
    var fields = stat.substring(stat.lastIndexOf(')')).split(" ", -1);
    return (Long.parseLong(fields[USER - 1]) + Long.parseLong(fields[USER])) / TICKS;
  }

  double residentMegabytes() {
    var status = host.box.sh("grep VmRSS /proc/" + host.box.agentPid() + "/status");
    return Long.parseLong(status.replaceAll("\\D", "")) / 1024.0;
  }

  /** How many turns there were that changed nothing. */
  double quietTurns() {
    return metric("count");
  }

  double quietTurnSeconds() {
    return metric("sum");
  }

  private double metric(String what) {
    var name = "pilaster_turn_duration_seconds_%s{changed=\"false\",} ".formatted(what);
    var found =
        Pattern.compile(Pattern.quote(name) + "(\\S+)").matcher(host.api.get("/metrics").body());
    return found.find() ? Double.parseDouble(found.group(1)) : 0;
  }

  /** Restarts it; its clock is ours. */
  Start restart() {
    host.box.run("systemctl", "restart", "pilaster").good();
    host.await.until("a first turn", UP, () -> host.api.get("/readyz").statusCode() == 200);
    var turned = System.nanoTime() / 1e9;
    var started = systemd("ExecMainStartTimestampMonotonic");
    return new Start(systemd("ActiveEnterTimestampMonotonic") - started, turned - started);
  }

  private double systemd(String property) {
    return Long.parseLong(host.box.sh("systemctl show --value pilaster -p " + property).strip())
        / 1e6;
  }
}
