package dev.pilaster.pillar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Name;
import dev.pilaster.model.Role;
import dev.pilaster.model.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A new key needs a line in its reader, a component in its record, and a line in the files of
 * {@code src/test/golden/pillar-keys}; these tests fail when one of the three is missing.
 */
class CompleteTest {
  private static final Path FOLDER = Path.of("src/test/golden/pillar-keys");

  @Test
  void everyKeyOfASiteIsTried() throws IOException {
    assertThat(untried(SiteReader.SHAPE, "site.yaml", "proxy.yaml")).isEmpty();
  }

  @Test
  void everyKeyOfAContainerIsTried() throws IOException {
    var files = List.of("", "-php-fpm", "-mariadb", "-tcp", "-exec");
    var names = files.stream().map(f -> "container" + f + ".yaml").toArray(String[]::new);
    assertThat(untried(ServiceReader.SHAPE, names)).isEmpty();
  }

  @Test
  void everyKeyOfAServerIsTried() throws IOException {
    var untried = untried(ServerReader.SHAPE, "server.yaml");
    untried.removeIf(k -> k.startsWith("containers.") || k.startsWith("sites."));
    assertThat(untried).isEmpty();
  }

  @Test
  void everyKeyOfThePolicyIsTried() throws IOException {
    assertThat(untried(PolicyReader.FILE, "policy.yaml")).isEmpty();
  }

  @Test
  void everyComponentOfASiteComesFromAKey() throws IOException {
    var least =
        Merge.over(
            Defaults.of(Site.Type.PHP),
            tree("type: php\nsource: {git: /a, ref: b}\ndomains: [a.example.com]"));
    assertThat(unreached(read(SiteReader.SHAPE, least), read(SiteReader.SHAPE, file("site.yaml"))))
        .containsExactlyInAnyOrder("name", "upstream");
  }

  @Test
  void everyComponentOfAContainerComesFromAKey() throws IOException {
    var least = Merge.over(Defaults.of(Role.GENERIC), tree("role: redis\nimage: a"));
    assertThat(
            unreached(
                read(ServiceReader.SHAPE, least),
                read(ServiceReader.SHAPE, file("container.yaml"))))
        .containsExactlyInAnyOrder("name", "fpmSocket", "rootPassword");
  }

  @Test
  void everyComponentOfAServerComesFromAKey() throws IOException {
    assertThat(
            unreached(
                read(ServerReader.SHAPE, tree("extends: other")),
                read(ServerReader.SHAPE, file("server.yaml"))))
        .containsExactly("name");
  }

  @Test
  void everyComponentOfThePolicyComesFromAKey() throws IOException {
    assertThat(
            unreached(
                read(PolicyReader.FILE, tree("policy: {}")),
                read(PolicyReader.FILE, file("policy.yaml"))))
        .isEmpty();
  }

  /** Components that are the same in both, by path. */
  private static List<String> unreached(Record least, Record most) {
    var same = new ArrayList<String>();
    for (var component : least.getClass().getRecordComponents()) {
      var a = Printed.get(least, component);
      var b = Printed.get(most, component);
      if (a.equals(b)) {
        same.add(component.getName());
      } else if (a instanceof Record x && b instanceof Record y && x.getClass() == y.getClass()) {
        unreached(x, y).forEach(s -> same.add(component.getName() + "." + s));
      }
    }
    same.removeIf(s -> s.startsWith("image."));
    return same;
  }

  /** Keys of the schema that stand in none of the files. */
  private static SortedSet<String> untried(Shape<?> shape, String... files) throws IOException {
    var keys = new TreeSet<String>();
    keys(shape.schema(), "", keys);
    for (var file : files) {
      tried(file(file), "", keys);
    }
    return keys;
  }

  private static void keys(Object schema, String path, SortedSet<String> keys) {
    if (schema instanceof Map<?, ?> map) {
      if (map.get("properties") instanceof Map<?, ?> properties) {
        properties.forEach(
            (k, v) -> {
              keys.add(path + k);
              keys(v, path + k + ".", keys);
            });
      }
      keys(map.get("items"), path, keys);
      keys(map.get("additionalProperties"), path + "*.", keys);
      keys(map.get("anyOf"), path, keys);
    } else if (schema instanceof List<?> list) {
      list.forEach(s -> keys(s, path, keys));
    }
  }

  private static void tried(Node node, String path, SortedSet<String> keys) {
    if (node instanceof Node.Sequence sequence) {
      sequence.items().forEach(item -> tried(item, path, keys));
    } else if (node instanceof Node.Mapping mapping) {
      mapping
          .entries()
          .forEach(
              (k, v) -> {
                keys.remove(path + k);
                tried(v, path + k + ".", keys);
                tried(v, path + "*.", keys);
              });
    }
  }

  private static <T> T read(Shape<T> shape, Node.Mapping tree) {
    var problems = new Problems();
    var references = new References(path -> Optional.of("text of " + path), new PlainSecrets());
    var name = new Name("acme");
    var in =
        new Context(
            name, tree.place(), tree.place(), Optional.of(name), name, references, problems);
    return shape.read(tree, in).orElseThrow(() -> new AssertionError(problems.list()));
  }

  private static Node.Mapping file(String name) throws IOException {
    return tree(Files.readString(FOLDER.resolve(name)));
  }

  private static Node.Mapping tree(String text) {
    Sink never =
        (place, message) -> {
          throw new AssertionError(message);
        };
    return (Node.Mapping) Yaml.read("a.yaml", text, never).orElseThrow();
  }
}
