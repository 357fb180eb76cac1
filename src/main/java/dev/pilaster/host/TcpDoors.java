package dev.pilaster.host;

import static java.util.stream.Collectors.toSet;

import dev.pilaster.model.Evidence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Who is in, or at the door of, a generation that is entered over TCP (DEPLOY, drained). */
final class TcpDoors {
  /** The other side waits for something: an answer, or the rest of one. */
  private static final Set<Integer> BUSY =
      Set.of(
          TcpTable.ESTABLISHED,
          TcpTable.SYN_RECV,
          TcpTable.FIN_WAIT1,
          TcpTable.CLOSE_WAIT,
          TcpTable.CLOSING);

  private final Path proc;

  TcpDoors(Path proc) {
    this.proc = proc;
  }

  /**
   * Good when nobody outside of a container is connected to a port on which it listens, nor on the
   * way to it. A connection that its full backlog does not take is known to this host alone.
   *
   * @param pid of its first process, as this host counts; 0 when it does not run
   * @param address its own; empty when it has none
   */
  Evidence drained(String container, long pid, String address) {
    try {
      var there = pid == 0 ? Set.<TcpTable.End>of() : visitors(table(pid + "/net"));
      var all = new HashSet<>(there);
      if (!address.isEmpty()) {
        all.addAll(arriving(table("net"), TcpTable.hex(address)));
      }
      return Evidence.of(all.isEmpty(), all.size() + " connections to " + container);
    } catch (IOException e) {
      throw OwnFiles.failed("read the connections of " + container, e);
    }
  }

  private TcpTable table(String net) throws IOException {
    return TcpTable.read(proc.resolve(net));
  }

  private static Set<TcpTable.End> visitors(TcpTable inside) {
    var ports =
        inside.rows().stream()
            .filter(r -> r.state() == TcpTable.LISTEN)
            .map(r -> r.local().port())
            .collect(toSet());
    return inside.rows().stream()
        .filter(r -> BUSY.contains(r.state()) && ports.contains(r.local().port()))
        .map(TcpTable.Row::remote)
        .filter(end -> !end.loopback())
        .collect(toSet());
  }

  private static Set<TcpTable.End> arriving(TcpTable host, String ip) {
    return host.rows().stream()
        .filter(r -> r.state() == TcpTable.SYN_SENT || r.state() == TcpTable.ESTABLISHED)
        .filter(r -> r.remote().ip().equals(ip))
        .map(TcpTable.Row::local)
        .collect(toSet());
  }
}
