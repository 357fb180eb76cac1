package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The host's table, and that of a container at 172.30.0.2 which listens on port 3000. */
@Tag("outer")
class TcpDoorsTest {
  private static final String LISTENS = "00000000:0BB8 00000000:0000 0A";
  private static final String DOOR = "02001EAC:0BB8";
  private static final String NGINX = "01001EAC:8E46";

  @TempDir Path proc;

  private void inside(String... sockets) throws IOException {
    table("42/net", sockets);
  }

  private void outside(String... sockets) throws IOException {
    table("net", sockets);
  }

  private void table(String net, String... sockets) throws IOException {
    var text = new StringBuilder("  sl  local_address rem_address   st\n");
    for (var socket : List.of(sockets)) {
      text.append("   0: ").append(socket).append(" 00000000:00000000 00:00000000\n");
    }
    Files.writeString(Files.createDirectories(proc.resolve(net)).resolve("tcp"), text);
  }

  private Evidence drained() {
    return new TcpDoors(proc).drained("app-g1", 42, "172.30.0.2");
  }

  @Test
  void aListenerAloneIsDrained() throws IOException {
    inside(LISTENS);
    outside();
    assertThat(drained()).isEqualTo(Evidence.of(true, "0 connections to app-g1"));
  }

  @ParameterizedTest
  @CsvSource({
    "01, false",
    "02, true",
    "03, false",
    "04, false",
    "05, true",
    "06, true",
    "07, true",
    "08, false",
    "09, true",
    "0A, true",
    "0B, false"
  })
  void whoWaitsForSomethingIsCounted(String state, boolean good) throws IOException {
    inside(LISTENS, DOOR + " " + NGINX + " " + state);
    outside();
    assertThat(drained().good()).isEqualTo(good);
  }

  @Test
  void aConnectionThatBothSeeIsOne() throws IOException {
    inside(LISTENS, DOOR + " " + NGINX + " 01");
    outside(NGINX + " " + DOOR + " 01");
    assertThat(drained()).isEqualTo(Evidence.of(false, "1 connections to app-g1"));
  }

  @Test
  void oneThatAFullBacklogDoesNotTakeIsSeenFromOutside() throws IOException {
    inside(LISTENS);
    outside(NGINX + " " + DOOR + " 02");
    assertThat(drained().good()).isFalse();
    outside(NGINX + " " + DOOR + " 06");
    assertThat(drained().good()).isTrue();
  }

  @Test
  void whatTheContainerAsksOfOthersIsNotCounted() throws IOException {
    inside(LISTENS, "02001EAC:C350 03001EAC:0CEA 01");
    outside("01001EAC:8E46 03001EAC:0BB8 01");
    assertThat(drained().good()).isTrue();
  }

  @Test
  void whatItAsksOfItselfIsNotCounted() throws IOException {
    inside(LISTENS, "0100007F:0BB8 0100007F:C350 01");
    outside();
    assertThat(drained().good()).isTrue();
  }

  @Test
  void oneWithoutAnAddressIsAskedAlone() throws IOException {
    inside(LISTENS);
    assertThat(new TcpDoors(proc).drained("app-g1", 42, "").good()).isTrue();
  }

  @Test
  void oneThatDoesNotRunIsDrainedWhenNobodyIsOnTheWay() throws IOException {
    outside();
    assertThat(new TcpDoors(proc).drained("app-g1", 0, "172.30.0.2").good()).isTrue();
    outside(NGINX + " " + DOOR + " 02");
    assertThat(new TcpDoors(proc).drained("app-g1", 0, "172.30.0.2").good()).isFalse();
  }
}
