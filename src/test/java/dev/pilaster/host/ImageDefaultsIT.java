package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Fields;
import dev.pilaster.plan.Drift;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What an image brings itself is nobody's drift. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageDefaultsIT {
  private static final String CONFIG =
      """
      {"Cmd": ["sleep", "600"], "Env": ["PATH=/bin", "IMAGE_ONLY=1", "LEVEL=info"],
       "Labels": {"org.opencontainers.image.title": "x", "team": "image"}, "User": "1000",
       "Volumes": {"/data": {}}, "ExposedPorts": {"80/tcp": {}}, "WorkingDir": "/tmp",
       "StopSignal": "SIGKILL", "Healthcheck": {"Test": ["CMD", "true"], "Retries": 7}}
      """;

  @TempDir static Path dir;
  private EngineBed bed;
  private String image;

  /** Another engine has the same tests. */
  String host() {
    return EngineBed.HOST;
  }

  @BeforeAll
  void open() throws IOException {
    bed = new EngineBed(dir, host());
    image = bed.prefix + "image:1";
    bed.engine.create(bed.draft().spec());
    var query = "?container=" + bed.prefix + "web-g1&repo=" + bed.prefix + "image&tag=1";
    bed.api.json(Call.post("commit", "/commit" + query).with(Api.JSON.readTree(CONFIG)));
    bed.removeContainers();
  }

  @AfterAll
  void close() throws IOException {
    bed.removeContainers();
    bed.api.json(Call.delete("remove image", "/images/" + image));
    bed.close();
  }

  private Draft draft() {
    var draft = bed.draft();
    draft.image = image;
    draft.command = null;
    draft.stopSignal = null;
    return draft;
  }

  @Test
  void imagesOwnSettingsAreNoDrift() {
    assertNoDrift(draft());
  }

  @Test
  void overriddenSettingsAreNoDrift() {
    var draft = draft();
    draft.command = List.of("sleep", "500");
    draft.user = "0";
    draft.environment.put("LEVEL", "debug");
    draft.labels.put("team", "web");
    draft.healthcheck = FieldSpellings.healthcheck("CMD-SHELL", "true");
    assertNoDrift(draft);
    assertThat(bed.only().fields()).containsEntry("healthcheck.retries", "7");
  }

  @Test
  void entrypointTakesTheImagesCommandAway() {
    var draft = draft();
    draft.entrypoint = List.of("/bin/sleep", "600");
    assertNoDrift(draft);
    assertThat(bed.only().fields()).containsEntry("command", "");
  }

  @Test
  void anonymousVolumesGoWithTheContainer() {
    assertNoDrift(draft());
    var volume = bed.only().fields().get("volumes./data").replaceAll("volume | rw", "");
    bed.engine.remove("web-g1");
    var answer = bed.api.ask(Call.get("inspect volume", "/volumes/" + volume));
    assertThat(answer.missing()).isTrue();
  }

  @Test
  void namedVolumesStay() {
    var draft = draft();
    draft.volumes.add(
        new dev.pilaster.model.Service.Volume(false, EngineBed.DATA, "/data", false, false));
    assertNoDrift(draft);
    bed.engine.remove("web-g1");
    var answer = bed.api.ask(Call.get("inspect volume", "/volumes/" + EngineBed.DATA));
    assertThat(answer.missing()).isFalse();
  }

  private void assertNoDrift(Draft draft) {
    bed.removeContainers();
    bed.engine.create(draft.spec());
    bed.engine.start("web-g1");
    assertThat(bed.only().running()).isTrue();
    assertThat(Drift.of(Fields.of(draft.spec()), bed.only().fields())).isEmpty();
  }
}
