package dev.pilaster.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("outer")
class BrokenMirrorTest {
  @TempDir Path temp;
  private final Requests requests = new Requests();
  private TestRepo origin;

  @BeforeEach
  void fetchOnce() {
    origin = new TestRepo(temp.resolve("origin.git"));
    origin.file("a", "1").file("noise", noise()).commit("main");
    try (var repo = repo()) {
      repo.fetch();
    }
    requests.take();
  }

  private static String noise() {
    var random = new Random(7);
    var text = new StringBuilder();
    for (var i = 0; i < 2000; i++) {
      text.append(Long.toHexString(random.nextLong()));
    }
    return text.toString();
  }

  private ConfigRepo repo() {
    return new ConfigRepo(
        temp.resolve("state"), ConfigSource.of(origin.url(), "main"), requests.wire());
  }

  private Path mirror() throws IOException {
    try (var files = Files.list(temp.resolve("state"))) {
      return files.filter(f -> f.toString().endsWith(".git")).findFirst().orElseThrow();
    }
  }

  private List<Path> packs(String suffix) throws IOException {
    try (var files = Files.list(mirror().resolve("objects/pack"))) {
      return files.filter(f -> f.toString().endsWith(suffix)).sorted().toList();
    }
  }

  private void assertHeals() {
    try (var repo = repo()) {
      assertThat(repo.fetch().read("a")).contains("1");
      assertThat(requests.take()).contains("fetch success");
      repo.fetch();
      assertThat(requests.take()).containsExactly("ls-remote success");
    }
  }

  @Test
  void aTruncatedPackIsFetchedAnew() throws Exception {
    for (var pack : packs(".pack")) {
      pack.toFile().setWritable(true);
      Files.write(pack, new byte[] {'P', 'A', 'C', 'K'});
    }
    assertHeals();
  }

  @Test
  void anIndexOfGarbageIsFetchedAnew() throws Exception {
    for (var index : packs(".idx")) {
      index.toFile().setWritable(true);
      Files.write(index, noise().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
    assertHeals();
  }

  @Test
  void missingPacksAreFetchedAnew() throws Exception {
    for (var file : packs("")) {
      Files.delete(file);
    }
    assertHeals();
  }

  @Test
  void missingObjectsAreFetchedAnew() throws Exception {
    delete(mirror().resolve("objects"));
    assertHeals();
  }

  @Test
  void aMissingMirrorIsFetchedAnew() throws Exception {
    delete(mirror());
    assertHeals();
  }

  @Test
  void aConfigurationOfGarbageIsFetchedAnew() throws Exception {
    Files.writeString(mirror().resolve("config"), "[core\n\0\0");
    assertHeals();
  }

  @Test
  void anEmptyFileInsteadOfAMirrorIsFetchedAnew() throws Exception {
    var mirror = mirror();
    delete(mirror);
    Files.createFile(mirror);
    assertHeals();
  }

  @Test
  void lostRefsDoNotMatter() throws Exception {
    Files.deleteIfExists(mirror().resolve("HEAD"));
    delete(mirror().resolve("refs"));

    try (var repo = repo()) {
      assertThat(repo.fetch().read("a")).contains("1");
    }
  }

  @Test
  void whatAKilledProcessLeftDoesNotMatter() throws Exception {
    Files.createFile(mirror().resolve("shallow.lock"));
    Files.createFile(mirror().resolve("objects/incoming_1.pack"));
    Files.createDirectories(mirror().resolveSibling(mirror().getFileName() + ".new/objects"));
    origin.file("a", "2").commit("main");

    try (var repo = repo()) {
      assertThat(repo.fetch().read("a")).contains("2");
      assertThat(mirror().resolve("objects/incoming_1.pack")).doesNotExist();
    }
  }

  @Test
  void everyDamagedByteIsFetchedAnew() throws Exception {
    damage(12, 20);
    assertHeals();
  }

  @Test
  void aFileThatCannotBeReadIsAnErrorAndTheNextFetchHeals() throws Exception {
    damageNoise();
    try (var repo = repo()) {
      var snapshot = repo.fetch();
      assertThatThrownBy(() -> snapshot.read("noise"))
          .isInstanceOfSatisfying(
              HostException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TRANSIENT))
          .hasMessageContaining("the next fetch makes it anew");

      repo.fetch();

      assertThat(snapshot.read("noise")).contains(noise());
    }
  }

  @Test
  void aNewCommitHealsADamagedMirrorToo() throws Exception {
    damageNoise();
    origin.file("noise", noise() + "more").commit("main");
    try (var repo = repo()) {
      assertThat(repo.fetch().read("noise")).contains(noise() + "more");
    }
  }

  /** The noise is nearly all of the pack. */
  private void damageNoise() throws IOException {
    var size = Files.size(packs(".pack").get(0));
    damage(size / 2, size / 2 - 10);
  }

  /** Turns bits in the packs, but for so many bytes at the start and at the end. */
  private void damage(long start, long end) throws IOException {
    for (var pack : packs(".pack")) {
      pack.toFile().setWritable(true);
      var bytes = Files.readAllBytes(pack);
      for (var i = (int) start; i < bytes.length - end; i++) {
        bytes[i] ^= 0x55;
      }
      Files.write(pack, bytes);
    }
  }

  @Test
  void aRewindIsRefusedAlsoWhenTheMirrorWasLost() throws Exception {
    delete(mirror());
    origin.file("a", "forged").commitAlone("main");

    try (var repo = repo()) {
      assertThatThrownBy(repo::fetch).hasMessageContaining("was rewound");
      assertThat(repo.last()).isEmpty();
    }
  }

  @Test
  void theOldMirrorStandsUntilTheNewOneIsComplete() throws Exception {
    damageNoise();
    try (var repo = repo()) {
      var snapshot = repo.fetch();
      assertThatThrownBy(() -> snapshot.read("noise")).isInstanceOf(HostException.class);
      Files.move(origin.dir(), temp.resolve("away"));

      assertThatThrownBy(repo::fetch).hasMessageContaining("cannot fetch");

      assertThat(snapshot.read("a")).contains("1");
      assertThat(repo.last().orElseThrow().read("a")).contains("1");
    }
  }

  private static void delete(Path tree) throws IOException {
    try (var paths = Files.walk(tree)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
