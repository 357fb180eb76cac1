package dev.pilaster.host;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.ContainerSpec;
import dev.pilaster.model.Fields;
import dev.pilaster.model.Service;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** To add a key of a container: a component of a record, an entry in Fields, and a case here. */
class FieldCasesTest {
  /** Records whose components are keys, and what stands before them in a case's name. */
  private static final Map<Class<? extends Record>, String> KEYS =
      Map.ofEntries(
          Map.entry(Service.Program.class, ""),
          Map.entry(Service.Storage.class, ""),
          Map.entry(Service.Volume.class, "volumes."),
          Map.entry(Service.Networking.class, ""),
          Map.entry(Service.Port.class, "ports."),
          Map.entry(Service.Security.class, ""),
          Map.entry(Service.Limits.class, ""),
          Map.entry(Service.Ulimit.class, "ulimits."),
          Map.entry(Service.Logging.class, "logging."),
          Map.entry(Service.Healthcheck.class, "healthcheck."),
          Map.entry(Service.Lifecycle.class, ""));

  /** Components of a service that decide what the agent does, and never reach the engine. */
  private static final Set<String> THE_AGENTS_OWN =
      Set.of(
          "name",
          "role",
          "auto_update",
          "fpm_socket",
          "port",
          "probe",
          "depends_on",
          "update",
          "root_password");

  /** Components that are records of keys themselves, or have a test of their own (image). */
  private static final Set<String> GROUPS =
      Set.of(
          "program",
          "storage",
          "networking",
          "security",
          "limits",
          "logging",
          "healthcheck",
          "lifecycle",
          "image");

  /** What identifies a generation, or is a key under another name. */
  private static final Set<String> OF_THE_GENERATION =
      Set.of("service", "generation", "network", "door", "mounts", "stop_seconds");

  private static final Set<String> CASES =
      FieldCases.all().stream().map(FieldCase::key).collect(toCollection(TreeSet::new));

  @Test
  void everyKeyOfTheSchemaHasACase() {
    var keys = KEYS.entrySet().stream().flatMap(e -> names(e.getKey()).map(n -> e.getValue() + n));
    assertThat(CASES).containsAll(keys.toList());
  }

  @Test
  void everyComponentOfAServiceIsAKeyOrTheAgentsOwn() {
    var rest = names(Service.class).filter(n -> !CASES.contains(n) && !GROUPS.contains(n));
    assertThat(rest).containsExactlyInAnyOrderElementsOf(THE_AGENTS_OWN);
  }

  @Test
  void everyComponentOfARecipeIsAKeyOrOfTheGeneration() {
    var rest = names(ContainerSpec.class).filter(n -> !CASES.contains(n) && !GROUPS.contains(n));
    assertThat(rest)
        .filteredOn(n -> !n.equals("name"))
        .containsExactlyInAnyOrderElementsOf(OF_THE_GENERATION);
  }

  /** {@code restart} is compared apart: a candidate has another one than the active generation. */
  @Test
  void everyCaseSetsTheFieldThatItAlters() {
    for (var field : FieldCases.all()) {
      var draft = new Draft(new dev.pilaster.model.Server.Network("net", "10.0.0.0/24"));
      field.set().accept(draft);
      if (!field.drifts().equals("restart")) {
        assertThat(Fields.of(draft.spec())).as(field.key()).containsKey(field.drifts());
      }
    }
  }

  private static Stream<String> names(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getName)
        .map(n -> n.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
  }
}
