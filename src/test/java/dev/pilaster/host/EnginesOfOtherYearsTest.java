package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pilaster.model.Fields;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.ImageRef;
import dev.pilaster.model.Observed.NetworkState;
import dev.pilaster.model.Server;
import dev.pilaster.model.Service.Port;
import dev.pilaster.model.Service.Volume;
import dev.pilaster.plan.Drift;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same facts in the words of engines that are not at hand. */
@Tag("outer")
class EnginesOfOtherYearsTest {
  private static final String DIGEST = "sha256:" + "d".repeat(64);
  private static final String REPOSITORY = "registry.example.com/app";
  private static final Server.Network NET = new Server.Network("net", "10.9.0.0/24");

  @TempDir Path dir;

  private interface Try {
    void on(EngineStub stub, Engine engine) throws Exception;
  }

  private void with(EngineStub.Year year, Try look) throws Exception {
    try (var stub = new EngineStub(year);
        var engine = new Engine(stub.host(), "x-", dir)) {
      look.on(stub, engine);
    }
  }

  private static Draft draft() {
    var draft = new Draft(NET);
    draft.image = REPOSITORY + "@" + DIGEST;
    draft.address = "10.9.0.7";
    draft.dns = List.of("10.9.0.1");
    draft.environment.put("LEVEL", "info");
    draft.labels.put("com.example.team", "web");
    draft.volumes.add(new Volume(false, "data", "/data", false, false));
    draft.tmpfs.put("/run", "");
    draft.readOnly = true;
    draft.capDrop = List.of("ALL");
    draft.capAdd = List.of("CHOWN", "KILL");
    draft.securityOpt = List.of("no-new-privileges:true");
    draft.memLimit = 64L << 20;
    draft.pidsLimit = 4096L;
    draft.ports.add(new Port("127.0.0.1", 8080, 80, "tcp"));
    draft.extraHosts.put("smtp", "10.9.0.1");
    draft.healthcheck = FieldSpellings.every(Duration.ofSeconds(5));
    return draft;
  }

  @ParameterizedTest
  @EnumSource
  void aContainerHasNoDriftInAnyEnginesWords(EngineStub.Year year) throws Exception {
    with(
        year,
        (stub, engine) -> {
          var container = engine.containers().get(0);
          assertThat(Drift.of(Fields.of(draft().spec()), container.fields())).isEmpty();
          assertThat(container.image()).isEqualTo(REPOSITORY + "@" + DIGEST);
          assertThat(container.address()).isEqualTo("10.9.0.7");
          assertThat(container.health()).contains("healthy");
        });
  }

  @ParameterizedTest
  @EnumSource
  void aContainerIsMadeWithoutFieldsThatEnginesHaveDropped(EngineStub.Year year) throws Exception {
    with(
        year,
        (stub, engine) -> {
          engine.create(draft().spec());
          assertThat(stub.asked())
              .contains("\"StopTimeout\":3")
              .doesNotContain("MacAddress", "KernelMemory", "Binds", "Links", "\"80/tcp\":[]");
        });
  }

  @ParameterizedTest
  @EnumSource
  void imagesAreKnownByTheirManifestAndNotByTheirId(EngineStub.Year year) throws Exception {
    with(
        year,
        (stub, engine) -> {
          var local = engine.images();
          assertThat(local.digests()).containsOnlyKeys(REPOSITORY + ":1").containsValue(DIGEST);
          assertThat(local.images()).containsExactly(REPOSITORY + "@" + DIGEST);
        });
  }

  @ParameterizedTest
  @EnumSource
  void aPullTellsItsBytesAndItsDigest(EngineStub.Year year) throws Exception {
    with(
        year,
        (stub, engine) -> {
          var told = new ArrayList<Images.Progress>();
          var image = ImageRef.parse(REPOSITORY + ":1");
          assertThat(engine.pull(image, Optional.empty(), told::add)).isEqualTo(DIGEST);
          assertThat(told).contains(new Images.Progress("ab12", "Downloading", 5, 9));
        });
  }

  @ParameterizedTest
  @EnumSource
  void aPullThatFailsIsNoSuccess(EngineStub.Year year) throws Exception {
    with(
        year,
        (stub, engine) -> {
          var image = ImageRef.parse(REPOSITORY + ":2");
          var failure =
              catchThrowableOfType(
                  HostException.class, () -> engine.pull(image, Optional.empty(), p -> {}));
          assertThat(failure).hasMessageContaining("not found");
          assertThat(failure.kind()).isEqualTo(Kind.INVALID);
        });
  }

  @ParameterizedTest
  @EnumSource
  void theNetworkIsOurs(EngineStub.Year year) throws Exception {
    with(
        year,
        (stub, engine) ->
            assertThat(engine.network("net"))
                .contains(new NetworkState("net", "10.9.0.0/24", "10.9.0.1", true)));
  }

  @ParameterizedTest
  @EnumSource
  void anEventNamesItsService(EngineStub.Year year) throws Exception {
    with(
        year,
        (stub, engine) -> {
          var heard = new LinkedBlockingQueue<Events.Event>();
          try (var events = engine.events(heard::add)) {
            assertThat(events).isNotNull();
            assertThat(heard.poll(10, TimeUnit.SECONDS).action()).isEqualTo("connected");
            var event = heard.poll(10, TimeUnit.SECONDS);
            assertThat(event.action()).isEqualTo("die");
            assertThat(event.service()).contains(new dev.pilaster.model.Name("web"));
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void theStoreOfImagesIsAGoodOne(EngineStub.Year year) throws IOException {
    var version = Api.JSON.createObjectNode().put("ApiVersion", year.newest);
    var findings = EngineFindings.of(version, Api.JSON.readTree(year.text("info.json")));
    assertThat(findings)
        .filteredOn(f -> f.check().equals("storage driver") || f.check().equals("api version"))
        .hasSize(2)
        .allMatch(f -> f.level() == Finding.Level.GOOD);
  }
}
