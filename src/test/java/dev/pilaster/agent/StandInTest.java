package dev.pilaster.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.agent.Operation.Phase;
import dev.pilaster.model.Commit;
import dev.pilaster.model.Slice;
import dev.pilaster.sim.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A checkout on the host instead of a git that is away. */
@Tag("outer")
final class StandInTest extends AgentBed {
  private Path checkout;

  @BeforeEach
  void aCheckout() throws IOException {
    checkout = StandIns.checkout(dir.resolve("checkout"));
  }

  private StandIn standIn() {
    return new StandIn(store, ".", Fixtures::slice, clock);
  }

  @Override
  Fetched fetched() {
    var git = super.fetched();
    var slice = standIn().snapshot().map(Fixtures::slice).filter(s -> gitError.isPresent());
    return new Fetched(
        slice.or(git::slice), git.code(), gitError, git.polledAt(), git.asked(), "poll");
  }

  @Test
  void isARevisionOfItsOwnWithTheTextAsItWasAndOutlivesTheProcess() throws Exception {
    var commit = standIn().take(checkout, "ada");
    assertThat(commit.revision()).matches("from /.*/checkout@sha1:[0-9a-f]{40}");
    Files.delete(checkout.resolve("servers/web1.yaml"));
    stop();
    start();
    var slice = standIn().snapshot().map(Fixtures::slice).orElseThrow();
    assertThat(slice.commit().author()).isEqualTo("ada");
    assertThat(slice.desired()).isEqualTo(Fixtures.slice(slice.files()).desired()).isPresent();
  }

  @Test
  void theSameFilesAreTheSameRevision() throws Exception {
    var first = standIn().take(checkout, "ada");
    clock.now = clock.now.plusSeconds(60);
    assertThat(standIn().take(checkout, "ada").id()).isEqualTo(first.id());
  }

  @Test
  void anOperationForItSucceedsThoughGitIsAwayAndGitWinsWhenItIsBack() throws Exception {
    settle();
    var file = checkout.resolve("servers/web1.yaml");
    Files.writeString(file, Fixtures.SERVER.replace("256M", "512M"));
    standIn().take(checkout, "ada");
    gitError = Optional.of("cannot reach git.example.com");
    var emergency = settle();
    assertThat(emergency.phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(emergency.revision()).startsWith("from /");
    assertThat(desk.status().applied().map(Commit::revision)).contains(emergency.revision());
    assertThat(desk.follows("refs/heads/main")).isTrue();
    gitError = Optional.empty();
    standIn().end(slice().commit());
    var back = settle();
    assertThat(back.revision()).startsWith("main@");
    assertThat(standIn().snapshot()).isEmpty();
    assertThat(host.live).containsEntry(PHP82, 3);
  }

  @Test
  void aReasonThatEndsWithAFullStopGoesOnWithout() throws Exception {
    standIn().take(checkout, "ada");
    var text = "/srv/git/config.git: not found; until then from %s, by ada".formatted(checkout);
    assertThat(standIn().says("/srv/git/config.git: not found.")).isEqualTo(text);
    assertThat(standIn().says("/srv/git/config.git: not found")).isEqualTo(text);
  }

  @Test
  void aReasonStaysAsItIsWhereNothingStandsIn() {
    assertThat(standIn().says("not found.")).isEqualTo("not found.");
  }

  @Test
  void aWrongPillarChangesNothingAndSaysWhere() throws Exception {
    Files.writeString(checkout.resolve("servers/web1.yaml"), Fixtures.SERVER + "colour: red\n");
    refused(checkout, "servers/web1.yaml:");
    Files.delete(checkout.resolve("servers/web1.yaml"));
    refused(checkout, "servers/web1.yaml");
    refused(dir.resolve("nowhere"), "is not there");
  }

  @Test
  void whatOthersCanWriteIsNoOrderOfRoot() throws Exception {
    var open = PosixFilePermissions.fromString("rwxrwxr-x");
    Files.setPosixFilePermissions(checkout.resolve("sites"), open);
    refused(checkout, "can be written by others than its owner");
    Files.setPosixFilePermissions(checkout, open);
    refused(checkout, "can be written by others than its owner");
    var link = Files.createSymbolicLink(dir.resolve("link"), checkout);
    refused(link, "is a link");
  }

  private void refused(Path directory, String why) {
    assertThatThrownBy(() -> standIn().take(directory, "ada"))
        .isInstanceOf(StandIn.Refused.class)
        .hasMessageContaining(why);
    assertThat(standIn().snapshot().map(Fixtures::slice).map(Slice::commit)).isEmpty();
  }
}
