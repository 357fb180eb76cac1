package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.ImageRef;
import dev.pilaster.model.Proofreading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real PHP of a real image says to a release's settings. */
class ProofsIT {
  private static final Owner OWNER = new Owner(12345, 54321);
  private static final String PHP = "pilaster-test/php:8.2-1";

  @TempDir Path dir;
  private EngineBed bed;
  private Path secret;

  @BeforeEach
  void open() throws IOException {
    bed = new EngineBed(dir);
    secret = Files.createDirectory(dir.resolve("config"));
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rwxr-x---"));
    Files.setAttribute(secret, "unix:uid", OWNER.uid());
  }

  @AfterEach
  void close() throws IOException {
    assertThat(left()).isZero();
    bed.close();
  }

  private int left() {
    var filter = "{\"label\":[\"pilaster.build=" + bed.prefix + "\"]}";
    return bed.api
        .json(Call.get("list", "/containers/json?all=1&filters=" + Call.part(filter)))
        .size();
  }

  /** As settings lie there: for their owner alone. */
  private String file(String name, String text) throws IOException {
    var file = Files.writeString(secret.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
    Files.setAttribute(file, "unix:uid", OWNER.uid());
    return file.toString();
  }

  private String read(String image, String... files) {
    var wanted = new Proofreading(Acme.release(), ImageRef.parse(image), List.of(files));
    var dirs = List.of(secret, dir.resolve("not-there"));
    return new Proofs(bed.engine.throwaways()).read(wanted, OWNER, dirs);
  }

  @Test
  void whatPhpCanReadIsGoodAndIsNotRun() throws IOException {
    var text = "<?php echo 'it ' . 'ran'; file_put_contents('/tmp/x', 'x');";
    assertThat(read(PHP, file("good 'one.php", text)))
        .contains("No syntax errors")
        .doesNotContain("it ran");
  }

  @Test
  void aMistakeIsNamedWithItsFileAndLine() throws IOException {
    var good = file("good.php", "<?php return [];");
    var bad = file("bad.php", "<?php\n$settings['a'] = ;\n");
    assertThatThrownBy(() -> read(PHP, good, bad))
        .isInstanceOfSatisfying(
            HostException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
        .hasMessageContainingAll(
            "settings: php -l of " + PHP, "unexpected token \";\"", bad + " on line 2");
  }

  @Test
  void theSyntaxIsThatOfTheImage() throws IOException {
    var newer = file("newer.php", "<?php class A { const string B = 'c'; }");
    assertThatThrownBy(() -> read(PHP, newer)).hasMessageContaining("newer.php on line 1");
  }

  @Test
  void whatCannotBeReadIsSaid() throws IOException {
    var good = file("good.php", "<?php return [];");
    var foreign = file("foreign.php", "<?php (");
    Files.setAttribute(Path.of(foreign), "unix:uid", 0);
    assertThat(read(PHP, secret + "/none.php", foreign, good))
        .contains("cannot read", "none.php: not checked", "foreign.php: not checked")
        .contains("No syntax errors");
  }

  @Test
  void anImageWithoutPhpIsAskedNothing() throws IOException {
    assertThat(read("pilaster-test/busybox:1", file("bad.php", "<?php (")))
        .isEqualTo("no php command: not checked");
  }

  @Test
  void itHasNoNetworkAndNothingToWriteTo() throws IOException {
    var wanted = new Proofreading(Acme.release(), ImageRef.parse(PHP), List.of());
    var spy =
        "ls -x /sys/class/net; touch /x /tmp/x " + secret + "/x; id -u; grep CapEff /proc/1/status";
    var recipe = new Proofs(bed.engine.throwaways()).recipe(wanted, OWNER, List.of(secret));
    recipe.putArray("Entrypoint").add("sh").add("-c").add(spy);
    var said = bed.engine.throwaways().run("spy", recipe, Duration.ofSeconds(30)).said();
    assertThat(said.lines().filter(l -> l.endsWith("Read-only file system"))).hasSize(3);
    assertThat(said.lines()).contains("lo", "12345", "CapEff:\t0000000000000000");
  }

  @Test
  void anImageThatIsNotHereAnyMoreIsNoFaultOfTheRelease() throws IOException {
    var good = file("good.php", "<?php return [];");
    assertThatThrownBy(() -> read("pilaster-test/none:1", good))
        .isInstanceOfSatisfying(
            HostException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TRANSIENT));
  }
}
