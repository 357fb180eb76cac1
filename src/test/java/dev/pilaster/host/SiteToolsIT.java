package dev.pilaster.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.CronRun;
import dev.pilaster.model.Fileset;
import dev.pilaster.model.Observed.Tools;
import dev.pilaster.render.SiteTools;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts that work without an agent, in a container of a real engine. */
class SiteToolsIT {
  private static final String LINE = "* * * * * root '/x/tools/run' acme ";
  @TempDir static Path dir;
  private static EngineBed bed;
  private static Path state;

  /** What a program printed, and how it ended. */
  private record Ended(int code, String text) {}

  @BeforeAll
  static void open() throws IOException {
    bed = new EngineBed(dir);
    bed.engine.create(bed.draft().spec());
    bed.engine.start("web-g1");
    state = dir.resolve("state");
    var tools =
        new Tools(
            state.toString(),
            dir.resolve("cron.d").toString(),
            dir.resolve("drush").toString(),
            dir.resolve("bin").toString(),
            dir.resolve("logrotate").toString(),
            EngineBed.HOST,
            bed.prefix,
            ZoneOffset.UTC);
    var files = new TreeMap<>(new SiteTools(tools).programs());
    files.put(
        new SiteTools(tools).drush(),
        new Fileset.Text(new SiteTools(tools).wrapper().text(), 0755));
    files.put(state + "/tools/sites/acme", new Fileset.Text(SITE, 0644));
    new PlainFiles(tools).install(new Fileset(Fileset.Kind.TOOLS, files, ""));
    Files.createDirectories(dir.resolve("cron.d"));
    Files.writeString(
        dir.resolve("cron.d/pilaster-acme"),
        LINE + "good\n" + LINE + "bad\n" + LINE + "long\n" + LINE + "slow\n" + LINE + "lost\n");
    point("web", 1);
    point("gone", 7);
  }

  private static final String SITE =
      """
      # Managed by Pilaster; edits are undone.
      service='web'
      user='1000'
      dir='/tmp'
      root='/tmp/web'
      uri='https://acme.example.com'
      alias='acme'
      case ${job:-} in
      good) user='1234' seconds=20 command='id -u; pwd; echo "$DRUSH_OPTIONS_URI it'\\''s 100%"' ;;
      bad) user='0' seconds=20 command='echo no such feed >&2; exit 7' ;;
      long) user='0' seconds=2 command='sleep 4711 & trap "" TERM; sleep 4712; sleep 4713' ;;
      slow) user='0' seconds=60 command='sleep 4; echo done' ;;
      paused) user='0' seconds=60 command='echo never' ;;
      lost) user='0' seconds=60 command='echo never'; service='gone' ;;
      esac
      """;

  private static void point(String service, int generation) throws IOException {
    Files.createDirectories(state.resolve("run/" + service));
    Files.createSymbolicLink(state.resolve("run/" + service + "/live"), Path.of("" + generation));
  }

  @AfterAll
  static void close() throws IOException {
    bed.close();
  }

  private static Process start(String program, String... words) throws IOException {
    var command = new ArrayList<>(List.of(dir.resolve(program).toString()));
    command.addAll(List.of(words));
    var nowhere = new File("/");
    return new ProcessBuilder(command).directory(nowhere).redirectErrorStream(true).start();
  }

  private static Ended run(String program, String... words) throws Exception {
    var process = start(program, words);
    process.getOutputStream().close();
    var text = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), text);
  }

  private static CronRun job(String name) throws Exception {
    run("state/tools/run", "acme", name);
    return result(name);
  }

  private static CronRun result(String name) throws IOException {
    return CronRun.parse(Files.readString(state.resolve("cron/acme/" + name))).orElseThrow();
  }

  @Test
  void aJobRunsAsItsUserInTheActiveGenerationAndLeavesItsResult() throws Exception {
    var run = job("good");
    assertThat(run.output()).isEqualTo("1234\n/tmp\nhttps://acme.example.com it's 100%");
    assertThat(run.result()).isEqualTo("ok");
    assertThat(run.succeeded()).isEqualTo(run.ended());
    assertThat(job("good").counts()).containsEntry("ok", 2L).containsEntry("failed", 0L);
  }

  @Test
  void aFailureKeepsItsCodeAndItsLastLines() throws Exception {
    var run = job("bad");
    assertThat(run.code()).isEqualTo(7);
    assertThat(run.result()).isEqualTo("failed");
    assertThat(run.output()).isEqualTo("no such feed");
    assertThat(run.succeeded()).isEmpty();
  }

  @Test
  void aJobThatDoesNotEndIsEndedWithAllThatItStarted() throws Exception {
    var run = job("long");
    assertThat(run.result()).isEqualTo("timeout");
    assertThat(bed.exec("sh", "-c", "ps | grep -v grep | grep 'sleep 471' || true").text())
        .isEmpty();
  }

  @Test
  void aSecondOneIsNotStartedWhileTheFirstRunsNotEvenWhenItsWrapperWasKilled() throws Exception {
    var first = start("state/tools/run", "acme", "slow");
    assertThat(Poll.until(Duration.ofSeconds(10), () -> sleepers() == 1)).isTrue();
    assertThat(result("slow").result()).isEqualTo("running");
    run("state/tools/run", "acme", "slow");
    assertThat(sleepers()).isEqualTo(1);
    first.descendants().forEach(ProcessHandle::destroyForcibly);
    first.destroyForcibly().waitFor();
    run("state/tools/run", "acme", "slow");
    assertThat(result("slow").ended()).isEmpty();
    assertThat(Poll.until(Duration.ofSeconds(10), () -> sleepers() == 0)).isTrue();
    assertThat(job("slow").output()).isEqualTo("done");
  }

  private static long sleepers() {
    return bed.exec("sh", "-c", "ps").text().lines().filter(l -> l.endsWith("sleep 4")).count();
  }

  @Test
  void whatIsNotInTheCrontabIsPaused() throws Exception {
    run("state/tools/run", "acme", "paused");
    assertThat(state.resolve("cron/acme/paused")).doesNotExist();
  }

  @Test
  void withoutAGenerationThatRunsItFails() throws Exception {
    var run = job("lost");
    assertThat(run.code()).isEqualTo(125);
    assertThat(run.output()).isEqualTo("no generation of gone runs");
  }

  @Test
  void aCommandOfASiteRunsAsItsUserAndItsExitCodeIsPassedOn() throws Exception {
    var ran =
        run(
            "state/tools/enter",
            "exec",
            "acme",
            "sh",
            "-c",
            "id -u; pwd; echo \"$1\"; exit 9",
            "a",
            "b  c");
    assertThat(ran).isEqualTo(new Ended(9, "1000\n/tmp\nb  c\n"));
  }

  @Test
  void aCommandOfAServiceRunsAsTheContainerHasIt() throws Exception {
    assertThat(run("state/tools/enter", "exec", "web", "id", "-u")).isEqualTo(new Ended(0, "0\n"));
    assertThat(run("state/tools/enter", "exec", "container/web", "id", "-u").code()).isZero();
  }

  @Test
  void inputIsPassedOn() throws Exception {
    var process = start("state/tools/enter", "exec", "acme", "cat");
    try (var in = process.getOutputStream()) {
      in.write("dump".getBytes(UTF_8));
    }
    assertThat(process.getInputStream().readAllBytes()).asString().isEqualTo("dump");
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void withATerminalTheCommandHasOneToo() throws Exception {
    var line = dir.resolve("state/tools/enter") + " exec acme tty";
    var typed = new ProcessBuilder("script", "-qec", line, "/dev/null").start();
    assertThat(typed.getInputStream().readAllBytes()).asString().contains("/dev/pts/");
    assertThat(run("state/tools/enter", "exec", "acme", "tty").text()).contains("not a tty");
  }

  @Test
  void logsAreTheContainersOwn() throws Exception {
    assertThat(run("state/tools/enter", "logs", "web", "--tail=1")).isEqualTo(new Ended(0, ""));
  }

  @Test
  void aNameThatNobodyHasIsAMistakeAndTheOthersAreNamed() throws Exception {
    var ran = run("state/tools/enter", "shell", "../acme");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.text()).contains("sites: acme", "services: gone web");
  }

  @Test
  void drushEndsInTheContainerWithTheSitesRootAndUri() throws Exception {
    drush();
    var words = "--root=/tmp/web --uri=https://acme.example.com";
    assertThat(run("bin/drush", "@acme", "cr", "-y").text())
        .isEqualTo("1000 " + words + " cr -y\n");
    assertThat(run("bin/drush", "-y", "@acme.live", "sql:sync", "@a").text())
        .isEqualTo("1000 " + words + " -y sql:sync @a\n");
    assertThat(run("state/tools/enter", "drush", "acme", "fail").code()).isEqualTo(5);
    assertThat(run("bin/drush", "@beta", "cr").code()).isEqualTo(2);
    assertThat(run("bin/drush", "@beta", "cr").text()).contains("@acme");
    assertThat(run("bin/drush", "status").code()).isEqualTo(2);
  }

  /** The site's own, where Composer puts it. */
  private static void drush() {
    var text = "#!/bin/sh\necho $(id -u) \"$@\"; case $* in *fail) exit 5;; esac\n";
    var path = "/tmp/vendor/bin/drush";
    bed.exec(
        "sh",
        "-c",
        "mkdir -p /tmp/vendor/bin; printf '%s' \"$0\" >" + path + "; chmod 755 " + path,
        text);
  }
}
