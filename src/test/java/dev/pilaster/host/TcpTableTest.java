package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.host.TcpTable.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("outer")
class TcpTableTest {
  private static final String HEAD =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout";
  private static final String LINE =
      "   1: 02001EAC:0BB8 01001EAC:8E46 01 00000000:00000000 02:000AFB0C 00000000   101     0 1 2";
  private static final String MAPPED =
      "  12: 0000000000000000FFFF000002001EAC:2328 0000000000000000FFFF000001001EAC:8E46 08"
          + " 00000000:00000000 00:00000000 00000000    33        0 14421 1 ffff 20 4 30 10 -1";

  @TempDir Path dir;

  @Test
  void aLineIsTwoEndsAndAState() {
    var row = TcpTable.row(LINE).orElseThrow();
    assertThat(row.local()).isEqualTo(new End("02001EAC", 3000));
    assertThat(row.remote()).isEqualTo(new End("01001EAC", 36422));
    assertThat(row.state()).isEqualTo(TcpTable.ESTABLISHED);
  }

  @Test
  void theHeadingIsNone() {
    assertThat(TcpTable.row(HEAD)).isEmpty();
    assertThat(TcpTable.row("")).isEmpty();
  }

  @Test
  void anAddressOfVersion4InVersion6IsItself() {
    var row = TcpTable.row(MAPPED).orElseThrow();
    assertThat(row.local()).isEqualTo(new End("02001EAC", 9000));
    assertThat(row.state()).isEqualTo(TcpTable.CLOSE_WAIT);
  }

  @Test
  void anAddressIsWrittenFromItsEnd() {
    assertThat(TcpTable.hex("172.30.0.2")).isEqualTo("02001EAC");
  }

  @Test
  void loopbackIsKnownInBothVersions() {
    assertThat(new End("0100007F", 1).loopback()).isTrue();
    assertThat(new End("00000000000000000000000001000000", 1).loopback()).isTrue();
    assertThat(new End("01001EAC", 1).loopback()).isFalse();
    assertThat(new End("00000000000000000000000000000000", 1).loopback()).isFalse();
  }

  @Test
  void bothTablesAreRead() throws IOException {
    Files.writeString(dir.resolve("tcp"), HEAD + "\n" + LINE + "\n");
    Files.writeString(dir.resolve("tcp6"), HEAD + "\n" + MAPPED + "\n");
    assertThat(TcpTable.read(dir).rows()).hasSize(2);
  }

  @Test
  void aProcessThatIsGoneHasNone() throws IOException {
    assertThat(TcpTable.read(dir.resolve("1/net")).rows()).isEmpty();
  }
}
