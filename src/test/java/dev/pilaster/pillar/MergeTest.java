package dev.pilaster.pillar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MergeTest {
  private static Node.Mapping tree(String file, String text) {
    return (Node.Mapping)
        Yaml.read(
                file,
                text,
                (place, message) -> {
                  throw new AssertionError(message);
                })
            .orElseThrow();
  }

  private static Node.Mapping merged(String... layers) {
    return Merge.of(
        java.util.stream.IntStream.range(0, layers.length)
            .mapToObj(i -> tree("layer" + i, layers[i]))
            .toList());
  }

  @Test
  void mapsMergeDeeply() {
    assertThat(merged("a: {b: 1, c: 2}", "a: {c: 3, d: 4}").mapping("a").orElseThrow())
        .satisfies(a -> assertThat(a.text("b")).hasValue("1"))
        .satisfies(a -> assertThat(a.text("c")).hasValue("3"))
        .satisfies(a -> assertThat(a.text("d")).hasValue("4"));
  }

  @Test
  void listsReplace() {
    var list = (Node.Sequence) merged("a: [1, 2]", "a: [3]").get("a").orElseThrow();
    assertThat(list.items()).hasSize(1);
  }

  @Test
  void aScalarReplacesAMap() {
    assertThat(merged("a: {b: 1}", "a: x").text("a")).hasValue("x");
  }

  @Test
  void nullDeletes() {
    assertThat(merged("a: {b: 1}", "a: null").get("a")).isEmpty();
  }

  @Test
  void whatWasDeletedDoesNotComeBackWithALaterLayer() {
    var a = merged("a: {b: 1}", "a: null", "a: {c: 2}").mapping("a").orElseThrow();
    assertThat(a.entries()).containsOnlyKeys("c");
  }

  @Test
  void everyValueKeepsItsPlace() {
    var a = merged("a: {b: 1,\n c: 2}", "a: {b: 3}").mapping("a").orElseThrow();
    assertThat(a.entries().get("b").place().text()).isEqualTo("layer1:1");
    assertThat(a.entries().get("c").place().text()).isEqualTo("layer0:2");
  }

  @Test
  void aMergedMapIsBlamedOnTheFirstFileThatIsNoDefault() {
    var merged =
        Merge.of(
            List.of(
                tree("defaults/site.yaml", "a: {}"),
                tree("sites/acme.yaml", "\na: {}"),
                tree("servers/web1.yaml", "\n\na: {}")));
    assertThat(merged.mapping("a").orElseThrow().place().text()).isEqualTo("sites/acme.yaml:2");
  }

  @Test
  void aProbeReplacesAnotherKindOfProbe() {
    var probe = merged("probe: {fpm: {ping: /ping}}", "probe: {tcp: {}}").mapping("probe");
    assertThat(probe.orElseThrow().entries()).containsOnlyKeys("tcp");
  }

  @Test
  void aProbeOfTheSameKindIsMerged() {
    var probe =
        merged("probe: {http: {path: /a}}", "probe: {http: {status: [204]}}").mapping("probe");
    assertThat(probe.flatMap(p -> p.mapping("http")).orElseThrow().entries())
        .containsOnlyKeys("path", "status");
  }

  @Test
  void anotherLogDriverForgetsTheOptionsOfTheFirst() {
    var base = "logging: {driver: json-file, options: {max-size: 10m}}";
    assertThat(
            merged(base, "logging: {driver: journald}").mapping("logging").orElseThrow().entries())
        .containsOnlyKeys("driver");
    assertThat(
            merged(base, "logging: {driver: json-file}").mapping("logging").orElseThrow().entries())
        .containsOnlyKeys("driver", "options");
  }

  @Test
  void aMountThatIsCalledProbeIsAnOrdinaryMap() {
    var mounts = merged("mounts: {probe: {source: a}}", "mounts: {probe: {public: true}}");
    assertThat(mounts.mapping("mounts").flatMap(m -> m.mapping("probe")).orElseThrow().entries())
        .containsOnlyKeys("source", "public");
  }
}
