package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Name;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("outer")
class SocketsTest {
  private static final Name PHP = new Name("php82");

  @TempDir Path dir;
  private Sockets sockets;

  @BeforeEach
  void make() throws IOException {
    sockets = new Sockets(dir.resolve("run"), "root", dir.resolve("unix"));
    for (int generation = 1; generation <= 12; generation++) {
      Files.createDirectories(sockets.directory(PHP, generation));
    }
  }

  @Test
  void thePointerIsARelativeLinkThatMoves() throws IOException {
    sockets.point(PHP, 1);
    sockets.point(PHP, 2);
    assertThat(Files.readSymbolicLink(dir.resolve("run/php82/live"))).isEqualTo(Path.of("2"));
    assertThat(sockets.pointers()).containsExactly(java.util.Map.entry(PHP, 2));
  }

  @Test
  void aServiceWithoutASocketHasAPointerToo() {
    sockets.point(new Name("redis"), 1);
    assertThat(sockets.pointers()).containsEntry(new Name("redis"), 1);
  }

  @Test
  void aLeftoverOfACrashIsNoObstacle() throws IOException {
    Files.createSymbolicLink(dir.resolve("run/php82/.pilaster-live"), Path.of("1"));
    sockets.point(PHP, 2);
    assertThat(sockets.pointers()).containsEntry(PHP, 2);
  }

  @Test
  void unpointingTwiceIsFine() {
    sockets.point(PHP, 1);
    sockets.unpoint(PHP);
    sockets.unpoint(PHP);
    assertThat(sockets.pointers()).isEmpty();
  }

  @Test
  void whatIsNoPointerIsNotRead() throws IOException {
    Files.createDirectories(dir.resolve("run/Not a name"));
    Files.createSymbolicLink(dir.resolve("run/php82/live"), Path.of("../../etc"));
    assertThat(sockets.pointers()).isEmpty();
  }

  @Test
  void aListenerAloneIsDrained() throws IOException {
    table(line("00010000", "01", sockets.socket(PHP, 1)));
    assertThat(sockets.drained(sockets.socket(PHP, 1)).good()).isTrue();
  }

  @Test
  void oneThatWaitsAndOneThatIsServedAreCounted() throws IOException {
    table(
        line("00010000", "01", sockets.socket(PHP, 1)),
        line("00000000", "02", sockets.socket(PHP, 1)),
        line("00000000", "03", sockets.socket(PHP, 1)));
    var evidence = sockets.drained(sockets.socket(PHP, 1));
    assertThat(evidence.good()).isFalse();
    assertThat(evidence.message()).isEqualTo("2 connections to " + sockets.socket(PHP, 1));
  }

  @Test
  void anotherGenerationsConnectionsAreNotCounted() throws IOException {
    table(
        line("00000000", "03", sockets.socket(PHP, 12)),
        line("00000000", "03", Path.of("/elsewhere" + sockets.socket(PHP, 1))),
        "0000000000000000: 00000003 00000000 00000000 0001 03 12345");
    assertThat(sockets.drained(sockets.socket(PHP, 1)).good()).isTrue();
    assertThat(sockets.drained(sockets.socket(PHP, 12)).good()).isFalse();
  }

  private void table(String... lines) throws IOException {
    var head = "Num       RefCount Protocol Flags    Type St Inode Path\n";
    Files.writeString(dir.resolve("unix"), head + String.join("\n", lines) + "\n");
  }

  private static String line(String flags, String state, Path path) {
    return "ffff8a5b: 00000003 00000000 %s 0001 %s 54321 %s".formatted(flags, state, path);
  }
}
