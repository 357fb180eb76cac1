package dev.pilaster.host;

import java.time.Duration;
import java.util.List;

/**
 * How to deal with a program of the host.
 *
 * @param check exits 0 for a good configuration; run where the candidate lies over the live one
 * @param reload makes the running program read its files: for dnsmasq a restart
 * @param address where it answers, {@code 127.0.0.1:80}
 * @param within how long a reload may take to show
 */
public record Program(List<String> check, List<String> reload, String address, Duration within) {
  public Program {
    check = List.copyOf(check);
    reload = List.copyOf(reload);
  }

  /** Debian's nginx. */
  public static Program nginx() {
    return new Program(
        List.of("nginx", "-t"),
        List.of("nginx", "-s", "reload"),
        "127.0.0.1:80",
        Duration.ofSeconds(10));
  }

  /** Debian's Postfix; its own {@code postfix check} says what is wrong to syslog alone. */
  public static Program postfix() {
    return new Program(
        List.of("sh", "-c", "postconf -n >/dev/null && postconf -M >/dev/null"),
        List.of("systemctl", "reload", "postfix"),
        "127.0.0.1:25",
        Duration.ofSeconds(15));
  }

  /** What makes it listen on other addresses; where a reload was named, that. */
  List<String> restart() {
    return reload.equals(postfix().reload()) ? List.of("systemctl", "restart", "postfix") : reload;
  }

  /** systemd-resolved; it checks nothing before it starts. */
  public static Program resolved() {
    return new Program(
        List.of("true"),
        List.of("systemctl", "restart", "systemd-resolved"),
        "127.0.0.53:53",
        Duration.ofSeconds(10));
  }

  /** Debian's dnsmasq. */
  public static Program dnsmasq() {
    return new Program(
        List.of("dnsmasq", "--test", "-7", "/etc/dnsmasq.d,.dpkg-dist,.dpkg-old,.dpkg-new"),
        List.of("systemctl", "restart", "dnsmasq"),
        "127.0.0.1:53",
        Duration.ofSeconds(10));
  }
}
