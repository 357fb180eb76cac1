package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.host.Conversation.Feed;
import dev.pilaster.model.Exec;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands in a container of a real engine. */
class ExecsIT {
  private static final Duration SOON = Duration.ofSeconds(10);
  @TempDir static Path dir;
  private static EngineBed bed;
  private static Execs execs;
  private static Commands commands;

  @BeforeAll
  static void open() {
    bed = new EngineBed(dir);
    execs = bed.engine.execs();
    commands = new Commands(execs);
    bed.engine.create(bed.draft().spec());
    bed.engine.start("web-g1");
  }

  @AfterAll
  static void close() throws IOException {
    bed.close();
  }

  /** The processes in the container that are called so. */
  private static String processes(String name) {
    return bed.exec("sh", "-c", "ps | grep -v grep | grep '" + name + "' || true").text();
  }

  @Test
  void exitCodeAndBothOutputsInOrder() {
    var line = "echo one; sleep 0.1; echo two >&2; sleep 0.1; echo three; exit 3";
    var output = bed.exec("sh", "-c", line);
    assertThat(output).isEqualTo(new Execs.Output(3, "one\ntwo\nthree\n"));
  }

  @Test
  void outputsCanBeTakenApart() {
    var stdout = new Tail(100);
    var exec = EngineBed.command(SOON, "sh", "-c", "echo out; echo err >&2");
    assertThat(execs.run(exec, Feed.NOTHING, stdout).text()).isEqualTo("err\n");
    assertThat(stdout.text()).isEqualTo("out\n");
  }

  @Test
  void aCommandReadsToTheEndOfWhatItIsFed() throws Exception {
    var block = new byte[1 << 20];
    new java.util.Random(1).nextBytes(block);
    Feed feed =
        input -> {
          for (var i = 0; i < 32; i++) {
            input.write(block);
          }
        };
    var sum = MessageDigest.getInstance("SHA-256");
    for (var i = 0; i < 32; i++) {
      sum.update(block);
    }
    var output = execs.run(EngineBed.command(SOON, "sha256sum"), feed);
    assertThat(output.text()).startsWith(HexFormat.of().formatHex(sum.digest()));
  }

  @Test
  void whatGoesInComesOutWhileMoreGoesIn() {
    Feed feed = input -> input.write("x".repeat(8 << 20).getBytes(StandardCharsets.US_ASCII));
    var count = new long[1];
    var counter =
        new OutputStream() {
          @Override
          public void write(int one) {
            count[0]++;
          }
        };
    assertThat(execs.run(EngineBed.command(SOON, "cat"), feed, counter).code()).isZero();
    assertThat(count[0]).isEqualTo(8 << 20);
  }

  @Test
  void aCommandThatReadsNothingIsNoFailure() {
    Feed feed = input -> input.write(new byte[8 << 20]);
    assertThat(execs.run(EngineBed.command(SOON, "true"), feed).code()).isZero();
  }

  @Test
  void aSourceThatBreaksIsAFailure() {
    Feed feed =
        input -> {
          input.write(1);
          throw new IOException("torn");
        };
    assertThatThrownBy(() -> execs.run(EngineBed.command(SOON, "cat"), feed))
        .hasMessageContaining("torn")
        .matches(e -> ((HostException) e).kind() == Kind.TRANSIENT);
  }

  @Test
  void aSinkThatBreaksEndsTheCommand() {
    var full =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException("no space left");
          }
        };
    var exec = EngineBed.command(SOON, "sh", "-c", "echo x; exec sleep 4711");
    assertThatThrownBy(() -> execs.run(exec, Feed.NOTHING, full))
        .hasMessageContaining("no space left");
    assertThat(processes("sleep 4711")).isEmpty();
  }

  @Test
  void aLateCommandIsEndedWithAllThatItStarted() {
    var line = "echo begun; sleep 4712 & sh -c 'sleep 4713'";
    var output =
        execs.run(EngineBed.command(Duration.ofMillis(500), "sh", "-c", line), Feed.NOTHING);
    assertThat(output.code()).isEqualTo(Execs.LATE);
    assertThat(output.text()).isEqualTo("no end within 500 ms\nbegun");
    assertThat(processes("sleep 471[23]")).isEmpty();
    assertThat(bed.only().running()).isTrue();
  }

  @Test
  void aLateCommandThatMindsNoSignalIsEndedAsWell() {
    var line = "trap '' TERM; while true; do sleep 1; echo 4714 >/dev/null; done";
    execs.run(EngineBed.command(Duration.ofMillis(300), "sh", "-c", line), Feed.NOTHING);
    assertThat(processes("4714")).isEmpty();
  }

  @Test
  void userDirectoryAndEnvironmentAreAsAsked() {
    var environment = new TreeMap<String, String>();
    environment.put("A", "b c");
    var command = List.of("sh", "-c", "id -u; pwd; echo $A");
    var exec =
        new Exec("web-g1", command, Optional.of("33"), Optional.of("/var"), environment, SOON);
    assertThat(commands.run(exec)).isEqualTo("33\n/var\nb c");
  }

  @Test
  void aFailedCommandTellsCodeAndEnd() {
    var line = "for i in $(seq 1 300); do echo line $i; done; exit 3";
    assertThatThrownBy(() -> commands.run(EngineBed.command(SOON, "sh", "-c", line)))
        .hasMessageContaining("in web-g1: exit code 3\nline 101\n")
        .hasMessageEndingWith("line 300")
        .matches(e -> ((HostException) e).kind() == Kind.UNHEALTHY);
  }

  @Test
  void aLateCommandIsUnhealthy() {
    assertThatThrownBy(() -> commands.run(EngineBed.command(Duration.ofMillis(300), "sleep", "60")))
        .hasMessage("sleep 60 in web-g1: no end within 300 ms")
        .matches(e -> ((HostException) e).kind() == Kind.UNHEALTHY);
  }

  @Test
  void aProgramThatIsNotInTheImageIsNoInfrastructureFailure() {
    assertThatThrownBy(() -> commands.run(EngineBed.command(SOON, "/nothing")))
        .hasMessageContaining("/nothing")
        .matches(e -> ((HostException) e).kind() == Kind.UNHEALTHY);
    assertThat(commands.probe("web-g1", List.of("/nothing")).good()).isFalse();
  }

  @Test
  void aContainerThatIsNotThereIsTriedAgain() {
    var exec =
        new Exec(
            "gone-g1", List.of("true"), Optional.empty(), Optional.empty(), new TreeMap<>(), SOON);
    assertThatThrownBy(() -> commands.run(exec))
        .hasMessageContaining("gone-g1")
        .matches(e -> ((HostException) e).kind() == Kind.TRANSIENT);
    assertThat(commands.probe("gone-g1", List.of("true")).good()).isFalse();
  }

  @Test
  void itIsIdleWhenNoCommandRunsInside() {
    assertThat(execs.idle("web-g1").good()).isTrue();
    var exec = EngineBed.command(SOON, "sleep", "1.5");
    var running = CompletableFuture.supplyAsync(() -> execs.run(exec, Feed.NOTHING));
    assertThat(Poll.until(SOON, () -> !execs.idle("web-g1").good())).isTrue();
    assertThat(execs.idle("web-g1").message()).isEqualTo("1 docker exec in web-g1 [sleep]");
    running.join();
    assertThat(execs.idle("web-g1").good()).isTrue();
    assertThat(execs.idle("gone-g1").good()).isTrue();
  }

  @Test
  void aCommandWaitsForItselfToEnd() {
    var exec = EngineBed.command(SOON, "sh", "-c", "mkdir /tmp/one && sleep 1 && rmdir /tmp/one");
    var first = CompletableFuture.supplyAsync(() -> execs.run(exec, Feed.NOTHING));
    assertThat(Poll.until(SOON, () -> !execs.idle("web-g1").good())).isTrue();
    assertThat(commands.run(exec)).isEmpty();
    assertThat(first.join().code()).isZero();
  }

  @Test
  void oneThatOutlastsItsTimeIsEndedBeforeItRunsAgain() {
    var line = "sleep 4715";
    var forgotten = EngineBed.command(Duration.ofMinutes(5), "sh", "-c", line);
    var first = CompletableFuture.supplyAsync(() -> execs.run(forgotten, Feed.NOTHING));
    assertThat(Poll.until(SOON, () -> !execs.idle("web-g1").good())).isTrue();
    var again = EngineBed.command(Duration.ofMillis(500), "sh", "-c", line);
    assertThatThrownBy(() -> commands.run(again)).hasMessageContaining("no end within 500 ms");
    assertThat(first.join().good()).isFalse();
    assertThat(processes(line)).isEmpty();
  }
}
