package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.ImageRef;
import dev.pilaster.model.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pulling from a real private registry. */
class PullIT {
  @TempDir static Path dir;
  private static EngineBed bed;
  private static RegistryBed registry;
  private static String repository;

  @BeforeAll
  static void open() throws IOException {
    bed = new EngineBed(dir);
    registry = new RegistryBed(dir);
    repository = registry.address + "/web";
  }

  @BeforeEach
  void push() {
    registry.push(bed.api, Draft.IMAGE, "web", "1");
  }

  @AfterEach
  void clean() {
    bed.removeContainers();
    bed.engine.images().images().stream()
        .filter(i -> i.startsWith(repository + "@"))
        .forEach(i -> registry.remove(bed.api, i));
    registry.remove(bed.api, repository + ":1");
  }

  @AfterAll
  static void close() throws IOException {
    registry.close();
    bed.close();
  }

  private static String pull(String image) {
    return pull(image, Optional.of(RegistryBed.LOGIN));
  }

  private static String pull(String image, Optional<Server.Credentials> login) {
    return bed.engine.pull(ImageRef.parse(image), login, p -> {});
  }

  private static HostException failure(String image, Optional<Server.Credentials> login) {
    return catchThrowableOfType(HostException.class, () -> pull(image, login));
  }

  @Test
  void tagIsPulledAndItsDigestAnswered() {
    var digest = pull(repository + ":1");
    assertThat(digest).matches("sha256:[0-9a-f]{64}");
    var local = bed.engine.images();
    assertThat(local.digests()).containsEntry(repository + ":1", digest);
    assertThat(local.images()).contains(repository + "@" + digest);
  }

  @Test
  void imageThatIsHereAlreadyAnswersTheSameDigest() {
    assertThat(pull(repository + ":1")).isEqualTo(pull(repository + ":1"));
  }

  @Test
  void digestIsPulledAndGetsItsTag() {
    var digest = pull(repository + ":1");
    registry.remove(bed.api, repository + ":1");
    assertThat(pull(repository + ":1@" + digest)).isEqualTo(digest);
    assertThat(bed.engine.images().digests()).containsEntry(repository + ":1", digest);
  }

  @Test
  void containerIsMadeOfTheDigest() {
    var draft = bed.draft();
    draft.image = repository + "@" + pull(repository + ":1");
    bed.engine.create(draft.spec());
    assertThat(bed.only().image()).isEqualTo(draft.image);
  }

  @Test
  void imageOfATagThatMovedStays() {
    var before = pull(repository + ":1");
    var draft = bed.draft();
    bed.engine.create(draft.spec());
    var query = "?container=" + bed.prefix + "web-g1&repo=" + bed.prefix + "moved&tag=1";
    bed.api.json(Call.post("commit", "/commit" + query));
    registry.push(bed.api, bed.prefix + "moved:1", "web", "1");
    registry.remove(bed.api, bed.prefix + "moved:1");
    assertThat(latest(repository + ":1")).isNotEqualTo(before);
    var after = pull(repository + ":1");
    assertThat(after).isNotEqualTo(before);
    assertThat(latest(repository + ":1")).isEqualTo(after);
    assertThat(bed.engine.images().digests()).containsEntry(repository + ":1", after);
    assertThat(bed.engine.images().images())
        .contains(repository + "@" + before, repository + "@" + after);
  }

  @Test
  void progressIsToldLineByLine() {
    var lines = new ArrayList<Images.Progress>();
    var image = ImageRef.parse(repository + ":1");
    bed.engine.pull(image, Optional.of(RegistryBed.LOGIN), lines::add);
    assertThat(lines).anyMatch(l -> l.status().startsWith("Pulling from web"));
    assertThat(lines).anyMatch(l -> l.status().startsWith("Digest: "));
  }

  @Test
  void wrongPasswordIsNotTheRevisionsFault() {
    var failure = failure(repository + ":1", Optional.of(RegistryBed.login("wr0ng")));
    assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(failure)
        .hasMessageContaining("pull " + repository + ":1")
        .hasMessageContaining("unauthorized")
        .hasMessageNotContaining("wr0ng");
  }

  @Test
  void credentialsAreForOneRequest() {
    pull(repository + ":1");
    assertThat(failure(repository + ":1", Optional.empty())).hasMessageContaining("credentials");
  }

  @Test
  void tagThatIsNotThereIsTheRevisionsFault() {
    var failure = failure(repository + ":nope", Optional.of(RegistryBed.LOGIN));
    assertThat(failure.kind()).isEqualTo(Kind.INVALID);
    assertThat(failure).hasMessageContaining("manifest unknown");
  }

  @Test
  void repositoryThatIsNotThereIsTheRevisionsFault() {
    var failure = failure(registry.address + "/nope:1", Optional.of(RegistryBed.LOGIN));
    assertThat(failure.kind()).isEqualTo(Kind.INVALID);
  }

  @Test
  void referenceThatLeavesItsPathIsRefused() {
    var failure = failure(registry.address + "/../containers/x:1", Optional.empty());
    assertThat(failure).hasMessageContaining("not an image reference");
  }

  @Test
  void registryThatIsDownIsNotTheRevisionsFault() throws IOException {
    registry.stop();
    try {
      var failure = failure(repository + ":1", Optional.of(RegistryBed.LOGIN));
      assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
      assertThat(failure).hasMessageContaining("connection refused");
    } finally {
      registry.restart();
    }
  }

  @Test
  void anImageIsRemovedWithItsTagsUnlessAContainerUsesIt() {
    unique();
    var draft = bed.draft();
    draft.image = repository + "@" + pull(repository + ":2");
    bed.engine.create(draft.spec());
    assertThat(bed.engine.removeImage(draft.image)).contains("conflict");
    assertThat(bed.engine.images().images()).contains(draft.image);
    bed.engine.remove("web-g1");
    assertThat(bed.engine.removeImage(draft.image)).isEmpty();
    assertThat(bed.engine.images().images()).doesNotContain(draft.image);
    assertThat(bed.engine.images().digests()).doesNotContainKey(repository + ":2");
    assertThat(bed.engine.removeImage(draft.image)).isEmpty();
  }

  /** Pushes an image, web:2, that is not here under any name. */
  private static void unique() {
    bed.engine.create(bed.draft().spec());
    var query = "?container=" + bed.prefix + "web-g1&repo=" + bed.prefix + "unique&tag=2";
    bed.api.json(Call.post("commit", "/commit" + query + "&comment=unique"));
    bed.engine.remove("web-g1");
    registry.push(bed.api, bed.prefix + "unique:2", "web", "2");
    registry.remove(bed.api, bed.prefix + "unique:2");
  }

  @Test
  void aTagThatIsNotThereAndARefusedPasswordAreNoNews() {
    assertThatThrownBy(() -> latest(repository + ":gone"))
        .matches(e -> ((HostException) e).kind() == Kind.TRANSIENT);
    var image = ImageRef.parse(repository + ":1");
    assertThatThrownBy(() -> bed.engine.latest(image, Optional.of(RegistryBed.login("wr0ng"))))
        .matches(e -> ((HostException) e).kind() == Kind.TRANSIENT);
  }

  private static String latest(String image) {
    return bed.engine.latest(ImageRef.parse(image), Optional.of(RegistryBed.LOGIN));
  }
}
