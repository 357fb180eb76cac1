package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.HostException;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CulpritsTest {
  private int checks = 0;

  private static SortedMap<String, Fileset.Text> files(int count) {
    var files = new TreeMap<String, Fileset.Text>();
    for (int i = 0; i < count; i++) {
      files.put("f%02d".formatted(i), new Fileset.Text("", 0644));
    }
    return files;
  }

  private Culprits bad(Set<String> names) {
    return new Culprits(
        files -> {
          checks++;
          return files.keySet().stream().filter(names::contains).findFirst().map(n -> n + " bad");
        });
  }

  @Test
  void everyBadFileIsNamedWithItsOwnText() {
    assertThat(bad(Set.of("f03", "f17")).of(files(20)))
        .containsEntry("f03", "f03 bad")
        .containsEntry("f17", "f17 bad")
        .hasSize(2);
  }

  @Test
  void oneAmongManyCostsFewChecks() {
    bad(Set.of("f40")).of(files(64));
    assertThat(checks).isLessThanOrEqualTo(14);
  }

  @Test
  void ofTwoThatClashTheLaterIsTheCulprit() {
    var clash =
        new Culprits(
            f ->
                f.keySet().containsAll(Set.of("f01", "f05"))
                    ? Optional.of("twice")
                    : Optional.empty());
    assertThat(clash.of(files(9))).containsOnlyKeys("f05");
  }

  @Test
  void aFaultWithoutAnyFileOfOursIsSomebodyElses() {
    var broken = new Culprits(files -> Optional.of("nonsense"));
    assertThatThrownBy(() -> broken.of(files(2)))
        .isInstanceOfSatisfying(
            HostException.class, e -> assertThat(e.kind()).isEqualTo(HostException.Kind.TRANSIENT))
        .hasMessageContaining("nonsense");
  }
}
