package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections to a real container, seen in the tables of the kernel. */
class TcpDoorsIT {
  private static final int PORT = 3000;
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir Path dir;
  private final TcpDoors doors = new TcpDoors(Path.of("/proc"));
  private EngineBed bed;
  private String address;

  @BeforeEach
  void start() {
    bed = new EngineBed(dir);
    address = bed.network.address(2);
    var draft = bed.draft();
    draft.address = address;
    draft.command = List.of("httpd", "-f", "-p", String.valueOf(PORT));
    bed.engine.create(draft.spec());
    bed.engine.start("web-g1");
    assertThat(Poll.until(SOON, this::answers)).isTrue();
  }

  @AfterEach
  void close() throws IOException {
    bed.close();
  }

  private boolean answers() {
    try (var socket = new Socket(address, PORT)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private InetSocketAddress door() {
    return Connection.address(address + ":" + PORT);
  }

  private boolean drained() {
    return doors.drained("web-g1", bed.engine.pid("web-g1"), address).good();
  }

  @Test
  void itIsDrainedWhenTheLastConnectionHasEnded() throws IOException {
    assertThat(Poll.until(SOON, this::drained)).isTrue();
    try (var visitor = new Socket(address, PORT)) {
      assertThat(visitor.isConnected()).isTrue();
      assertThat(drained()).isFalse();
    }
    assertThat(Poll.until(SOON, this::drained)).isTrue();
  }

  @Test
  void whoeverAFullBacklogDoesNotTakeIsSeen() throws IOException {
    bed.api.json(Call.post("pause", "/containers/" + bed.prefix + "web-g1/pause"));
    var visitors = new ArrayList<SocketChannel>();
    try {
      for (var i = 0; i < 40; i++) {
        var visitor = SocketChannel.open();
        visitor.configureBlocking(false);
        visitors.add(visitor);
        visitor.connect(door());
      }
      var pid = bed.engine.pid("web-g1");
      assertThat(doors.drained("web-g1", pid, address).message())
          .isEqualTo("40 connections to web-g1");
      assertThat(visitors).anyMatch(SocketChannel::isConnectionPending);
    } finally {
      for (var visitor : visitors) {
        visitor.close();
      }
      bed.api.json(Call.post("go on", "/containers/" + bed.prefix + "web-g1/unpause"));
    }
    assertThat(Poll.until(SOON, this::drained)).isTrue();
  }

  @Test
  void oneThatWasStoppedIsDrained() {
    bed.engine.stop("web-g1", Duration.ZERO);
    assertThat(bed.engine.pid("web-g1")).isZero();
    assertThat(drained()).isTrue();
  }

  @Test
  void oneThatIsGoneHasNoProcess() {
    assertThat(bed.engine.pid("web-g7")).isZero();
  }
}
