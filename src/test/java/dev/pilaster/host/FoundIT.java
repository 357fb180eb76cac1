package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers of others and ours beside one another on a real engine. */
class FoundIT {
  @TempDir private Path dir;
  private EngineBed bed;
  private String id = "";

  @BeforeEach
  void oneOfOthersAndOneOfOurs() {
    bed = new EngineBed(dir);
    bed.engine.create(bed.draft().spec());
    bed.engine.start("web-g1");
    var json = Api.JSON.createObjectNode().put("Image", Draft.IMAGE);
    json.putArray("Cmd").add("sleep").add("600");
    json.putArray("Env").add("MODE=live");
    json.putObject("HostConfig").put("Memory", 64 << 20);
    var name = "/containers/create?name=" + bed.prefix + "foreign";
    id = bed.api.json(Call.post("create", name).with(json)).path("Id").asText();
    bed.api.json(Call.post("start", "/containers/" + id + "/start"));
  }

  @AfterEach
  void remove() throws Exception {
    bed.api.json(Call.delete("remove", "/containers/" + id + "?force=1"));
    bed.close();
  }

  @Test
  void onlyThoseOfOthersAreFoundWithTheDefaultsOfTheirImage() {
    var found =
        Found.containers(EngineBed.HOST).stream()
            .filter(c -> c.inspect().path("Name").asText().startsWith("/" + bed.prefix))
            .toList();
    assertThat(found).hasSize(1);
    assertThat(found.get(0).inspect().path("Id").asText()).isEqualTo(id);
    assertThat(found.get(0).inspect().path("HostConfig").path("Memory").asLong())
        .isEqualTo(64 << 20);
    assertThat(found.get(0).image().path("Config").isObject()).isTrue();
  }
}
