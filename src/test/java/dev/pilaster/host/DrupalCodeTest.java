package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.DrupalCore;
import dev.pilaster.model.Host;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Name;
import dev.pilaster.model.Release;
import dev.pilaster.model.Rights;
import dev.pilaster.model.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drupal's version as its code says it, and code of another Drupal than the pillar's. */
@Tag("outer")
class DrupalCodeTest {
  private static final Name ACME = new Name("acme");

  /** As core has it, shortened. */
  private static final String EIGHT =
      """
      <?php

      // Never tell const VERSION = '1'; of a comment.
      use Drupal\\Core\\Url;

      class Drupal {

        /**
         * The current system version.
         */
        const VERSION = '%s';
        const CORE_COMPATIBILITY = '8.x';
      }
      """;

  private static final String SEVEN =
      """
      <?php

      /**
       * The current system version.
       */
      define('VERSION', '%s');
      define('DRUPAL_CORE_COMPATIBILITY', '7.x');
      """;

  @TempDir Path dir;
  private EngineStub engine;
  private Map<String, String> code = Map.of();

  @BeforeEach
  void start() throws IOException {
    engine = new EngineStub(EngineStub.Year.V29_0);
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  private static Path write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<DrupalCore> read(String file, String text, String docroot) {
    write(dir.resolve("code").resolve(file), text);
    return DrupalCode.read(dir.resolve("code"), docroot);
  }

  @Test
  void theVersionOfEightAndLaterIsReadFromTheDocroot() {
    var core = read("web/core/lib/Drupal.php", EIGHT.formatted("10.3.1"), "web");
    assertThat(core).contains(new DrupalCore("10.3.1", "web/core/lib/Drupal.php"));
    assertThat(core.orElseThrow().major()).isEqualTo(10);
  }

  @Test
  void aTypedConstantIsOneToo() {
    var text = EIGHT.replace("const VERSION = '%", "public const string VERSION = '%");
    assertThat(read("core/lib/Drupal.php", text.formatted("12.0.0-dev"), "."))
        .contains(new DrupalCore("12.0.0-dev", "core/lib/Drupal.php"));
  }

  @Test
  void theVersionOfSevenIsReadFromItsBootstrap() {
    assertThat(read("includes/bootstrap.inc", SEVEN.formatted("7.98"), "."))
        .contains(new DrupalCore("7.98", "includes/bootstrap.inc"));
  }

  @Test
  void aCoreBesideTheDocrootIsFoundWhereComposerPutsIt() {
    assertThat(read("web/core/lib/Drupal.php", EIGHT.formatted("11.1.0"), "."))
        .contains(new DrupalCore("11.1.0", "web/core/lib/Drupal.php"));
  }

  @Test
  void otherCodeHasNoVersion() throws IOException {
    assertThat(read("index.php", "<?php", ".")).isEmpty();
    assertThat(read("core/lib/Drupal.php", "<?php\nclass Drupal {}\n", ".")).isEmpty();
    var elsewhere = write(dir.resolve("bootstrap.inc"), SEVEN.formatted("7.98"));
    Files.createDirectories(dir.resolve("code/includes"));
    Files.createSymbolicLink(dir.resolve("code/includes/bootstrap.inc"), elsewhere);
    assertThat(DrupalCode.read(dir.resolve("code"), ".")).isEmpty();
  }

  @Test
  void aCompleteReleaseIsReadOnce() {
    var drupal = new DrupalCode();
    var release = dir.resolve("r1");
    var file = write(release.resolve("core/lib/Drupal.php"), EIGHT.formatted("10.3.1"));
    assertThat(drupal.of(List.of(release), ".")).containsOnlyKeys("r1");
    write(file, "");
    assertThat(drupal.of(List.of(release), ".").get("r1").version()).isEqualTo("10.3.1");
    assertThat(drupal.of(List.of(dir.resolve("r2")), ".")).isEmpty();
    assertThat(drupal.of(List.of(release), ".")).isEmpty();
  }

  private LocalHost host() {
    var at = engine.host();
    var places = Acme.places(dir, at);
    var none = Optional.<Program>empty();
    return new LocalHost(at, "x-", places, none, none, none, this::export, Clock.systemUTC());
  }

  private void export(Release release, Path into) {
    code.forEach((file, text) -> write(into.resolve(file), text));
  }

  private Release release(Site.Type type, String docroot) throws IOException {
    var me = Me.of(dir);
    var modes =
        new Site.Permissions(me.user(), Optional.of(me.group()), 0750, 0640, 02770, 0660, 0440);
    return Acme.release(type, docroot, modes);
  }

  private Optional<DrupalCore> seen(LocalHost host, String docroot) {
    var sites = new TreeMap<>(Map.of(ACME, new TreeSet<String>()));
    var watch =
        new Host.Watch(
            "net",
            new TreeMap<>(sites),
            new TreeMap<Name, Rights>(),
            new TreeMap<>(Map.of(ACME, docroot)),
            new TreeSet<>(),
            new TreeMap<>(),
            new TreeSet<>());
    return host.observe(watch).sites().get(ACME).core();
  }

  @Test
  void whatIsServedIsObserved() throws IOException {
    code = Map.of("web/core/lib/Drupal.php", EIGHT.formatted("11.1.0"));
    try (var host = host()) {
      host.export(release(Site.Type.DRUPAL, "web"));
      assertThat(seen(host, "web")).isEmpty();
      host.flip(ACME, "r1");
      assertThat(seen(host, "web").orElseThrow().version()).isEqualTo("11.1.0");
    }
  }

  @Test
  void codeOfAnotherDrupalBecomesNoRelease() throws IOException {
    refused(
        Site.Type.DRUPAL7,
        "web/core/lib/Drupal.php",
        EIGHT.formatted("10.3.1"),
        "sites/acme.yaml says type: drupal7, but the code is Drupal 10.3.1"
            + " (web/core/lib/Drupal.php): type: drupal is meant");
    refused(
        Site.Type.DRUPAL,
        "includes/bootstrap.inc",
        SEVEN.formatted("7.98"),
        "sites/acme.yaml says type: drupal, but the code is Drupal 7.98"
            + " (includes/bootstrap.inc): type: drupal7 is meant");
  }

  private void refused(Site.Type type, String file, String text, String why) throws IOException {
    code = Map.of(file, text);
    var release = release(type, ".");
    try (var host = host()) {
      assertThatThrownBy(() -> host.export(release))
          .hasMessage(why)
          .isInstanceOfSatisfying(
              HostException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID));
    }
    assertThat(dir.resolve("sites/acme/releases/r1")).doesNotExist();
  }

  @Test
  void anotherTypeTakesAnyCode() throws IOException {
    code = Map.of("core/lib/Drupal.php", EIGHT.formatted("10.3.1"));
    try (var host = host()) {
      host.export(release(Site.Type.PHP, "."));
    }
    assertThat(dir.resolve("sites/acme/releases/r1")).exists();
  }
}
