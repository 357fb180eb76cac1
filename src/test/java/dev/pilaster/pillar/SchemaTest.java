package dev.pilaster.pillar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The published schemas are what the readers' own key tables say. {@code -Dgolden.update=true}
 * writes them.
 */
class SchemaTest {
  private static final Path FOLDER = Path.of("src/main/resources/schema");
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  @ParameterizedTest
  @CsvSource({
    "site,   a site of a Pilaster pillar",
    "server, a server of a Pilaster pillar",
    "policy, the policy of a Pilaster pillar"
  })
  void theSchemaIsWhatTheParserAccepts(String name, String title) throws IOException {
    var file = FOLDER.resolve(name + ".json");
    var expected = JSON.writeValueAsString(root(shape(name), title)) + "\n";
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, expected);
    }
    assertThat(Files.readString(file)).isEqualTo(expected);
  }

  private static Map<String, Object> shape(String name) {
    return switch (name) {
      case "site" -> without(SiteReader.SHAPE.schema(), "container");
      case "server" -> ServerReader.SHAPE.schema();
      default -> PolicyReader.FILE.schema();
    };
  }

  /** A site is placed by its server, so its own file does not know the key. */
  private static Map<String, Object> without(Map<String, Object> schema, String key) {
    var copy = new TreeMap<>(schema);
    var properties = new TreeMap<String, Object>();
    ((Map<?, ?>) schema.get("properties")).forEach((k, v) -> properties.put((String) k, v));
    properties.remove(key);
    copy.put("properties", properties);
    return copy;
  }

  private static Map<String, Object> root(Map<String, Object> schema, String title) {
    var root = without(schema, "schema");
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", title);
    @SuppressWarnings("unchecked")
    var properties = (Map<String, Object>) root.get("properties");
    properties.put(
        "schema",
        Map.of("enum", List.of(PillarFiles.SCHEMA), "description", "version of the form"));
    return root;
  }
}
