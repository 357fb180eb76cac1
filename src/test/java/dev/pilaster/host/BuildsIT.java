package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds on a real engine. */
class BuildsIT {
  private static final String PLACE = "/srv/sites/acme/releases/r1";

  @TempDir Path dir;
  private EngineBed bed;
  private Path code;

  @BeforeEach
  void open() throws IOException {
    bed = new EngineBed(dir);
    code = Files.createDirectory(dir.resolve("code"));
    Files.setAttribute(code, "unix:uid", 12345);
  }

  @AfterEach
  void close() throws IOException {
    bed.close();
  }

  private void build(Duration timeout, String... commands) {
    var build = new Site.Build("pilaster-test/busybox:1", List.of(commands), timeout);
    new Builds(bed.engine.throwaways())
        .run(Acme.release(), build, new Owner(12345, 54321), code, Path.of(PLACE));
  }

  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void commandsRunOneAfterAnotherInTheReleaseAsItsOwner() throws IOException {
    build(LONG, "pwd > out; id -u >> out; id -g >> out", "cat out > 'a b'");

    assertThat(code.resolve("a b")).hasContent(PLACE + "\n12345\n54321\n");
    assertThat(Files.getAttribute(code.resolve("a b"), "unix:uid")).isEqualTo(12345);
  }

  @Test
  void theFirstThatFailsEndsItWithItsLastLines() {
    assertThatThrownBy(() -> build(LONG, "echo before", "echo 'no such package' >&2; exit 7", "x"))
        .isInstanceOfSatisfying(HostException.class, BuildsIT::isTheRevisionsFault)
        .hasMessageContaining("exit 7")
        .hasMessageContaining("no such package")
        .hasMessageNotContaining("+ x");
  }

  private static void isTheRevisionsFault(HostException e) {
    assertThat(e.kind()).isEqualTo(Kind.INVALID);
  }

  @Test
  void oneThatTakesTooLongIsEnded() {
    assertThatThrownBy(() -> build(Duration.ofSeconds(2), "echo slow; sleep 100"))
        .hasMessageContaining("no end within 2 s")
        .hasMessageContaining("slow");
    assertThat(left()).isZero();
  }

  @Test
  void nothingIsLeftOfItsContainer() {
    build(LONG, "true");
    assertThat(left()).isZero();
  }

  private int left() {
    var filter = "{\"label\":[\"pilaster.build=" + bed.prefix + "\"]}";
    return bed.api
        .json(Call.get("list", "/containers/json?all=1&filters=" + Call.part(filter)))
        .size();
  }

  @Test
  void whatAKilledAgentLeftIsRemovedOnce() {
    var body = Api.JSON.createObjectNode().put("Image", "pilaster-test/busybox:1");
    body.putArray("Cmd").add("sleep").add("100");
    body.putObject("Labels").put("pilaster.build", bed.prefix);
    bed.api.json(Call.post("create", "/containers/create").with(body));

    bed.engine.throwaways().sweep();

    assertThat(left()).isZero();
  }

  @Test
  void itHasNoPowerOverTheHost() {
    build(LONG, "grep CapEff /proc/self/status > caps; grep NoNewPrivs /proc/self/status >> caps");
    assertThat(code.resolve("caps"))
        .content()
        .contains("CapEff:\t0000000000000000")
        .contains("NoNewPrivs:\t1");
  }

  @Test
  void aLinkThatLeadsOutIsRefused() {
    assertThatThrownBy(() -> build(LONG, "ln -s /etc/passwd here"))
        .isInstanceOfSatisfying(HostException.class, BuildsIT::isTheRevisionsFault)
        .hasMessage("\"here\" is absolute, which leads out");
  }

  @Test
  void aPipeIsRefused() {
    assertThatThrownBy(() -> build(LONG, "mkfifo pipe"))
        .hasMessage("\"pipe\" is neither file, directory nor link");
  }
}
