package dev.pilaster.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The TCP sockets of one network namespace, as {@code /proc/<pid>/net/tcp} and {@code tcp6} show
 * them (proc(5); the kernel's Documentation/networking/proc_net_tcp.rst).
 */
record TcpTable(List<Row> rows) {
  /** The kernel's include/net/tcp_states.h. */
  static final int ESTABLISHED = 1;

  static final int SYN_SENT = 2;
  static final int SYN_RECV = 3;
  static final int FIN_WAIT1 = 4;
  static final int CLOSE_WAIT = 8;
  static final int LISTEN = 10;
  static final int CLOSING = 11;

  TcpTable {
    rows = List.copyOf(rows);
  }

  /** A socket; an IPv4 address in IPv6's clothes is shown as itself. */
  record Row(End local, End remote, int state) {}

  /**
   * One end of a connection.
   *
   * @param ip in the kernel's own hexadecimal: 8 or 32 digits
   */
  record End(String ip, int port) {
    private static final String MAPPED = "0000000000000000FFFF0000";

    static End of(String text) {
      var colon = text.indexOf(':');
      var ip = text.substring(0, colon);
      return new End(
          ip.startsWith(MAPPED) ? ip.substring(MAPPED.length()) : ip,
          Integer.parseInt(text.substring(colon + 1), 16));
    }

    boolean loopback() {
      return (ip.length() == 8 && ip.endsWith("7F")) || ip.equals("0".repeat(24) + "01000000");
    }
  }

  /** The tables below {@code /proc/<pid>/net}; empty for a process that is gone. */
  static TcpTable read(Path net) throws IOException {
    var rows = new ArrayList<Row>();
    for (var file : List.of("tcp", "tcp6")) {
      if (Files.exists(net.resolve(file))) {
        try (var lines = Files.lines(net.resolve(file), ISO_8859_1)) {
          lines.forEach(line -> row(line).ifPresent(rows::add));
        }
      }
    }
    return new TcpTable(rows);
  }

  /** {@code sl local_address rem_address st …}; empty for the heading. */
  static Optional<Row> row(String line) {
    var fields = line.strip().split(" +", 5);
    return fields.length == 5 && fields[0].matches("[0-9]+:")
        ? Optional.of(
            new Row(End.of(fields[1]), End.of(fields[2]), Integer.parseInt(fields[3], 16)))
        : Optional.empty();
  }

  /** An IPv4 address as the table writes it, on a machine whose lowest byte comes first. */
  static String hex(String address) {
    var hex = new StringBuilder();
    for (var part : address.split("\\.", -1)) {
      hex.insert(0, "%02X".formatted(Integer.parseInt(part)));
    }
    return hex.toString();
  }
}
