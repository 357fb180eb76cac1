package dev.pilaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The published document in the eyes of others: a parser of OpenAPI 3.1, and a validator of JSON
 * Schema that judges the bodies that the server takes and refuses.
 */
@Tag("outer")
class OpenApiDocumentTest {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDialect(Dialects.getDraft202012());
  private static final String META = "https://json-schema.org/draft/2020-12/schema";
  private static final String HOOK = "POST /api/webhook/{sender}";

  private ApiUnderTest api;

  @BeforeEach
  void start() {
    api = new ApiUnderTest();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private static JsonNode document() {
    return OpenApi.PUBLISHED.document();
  }

  private static List<String> messages(JsonNode document) {
    return new OpenAPIV3Parser().readContents(document.toString()).getMessages();
  }

  @Test
  void itIsADocumentOfOpenApi() {
    assertThat(document().path("openapi").asText()).startsWith("3.1.");
    assertThat(messages(document())).isEmpty();
  }

  @Test
  void aDocumentThatIsNoneIsSeen() {
    var broken = (ObjectNode) document().deepCopy();
    broken.remove("info");
    assertThat(messages(broken)).isNotEmpty();
    var misspelt = (ObjectNode) document().deepCopy();
    ((ObjectNode) misspelt.at("/paths/~1healthz/get")).putObject("answers");
    assertThat(messages(misspelt)).isNotEmpty();
  }

  @Test
  void itsSchemasAreJsonSchema() {
    var meta = SCHEMAS.getSchema(SchemaLocation.of(META));
    for (var schema : document().at("/components/schemas").properties()) {
      assertThat(meta.validate(schema.getValue())).as(schema.getKey()).isEmpty();
    }
    assertThat(meta.validate(JsonNodeFactory.instance.objectNode().put("type", "text")))
        .isNotEmpty();
  }

  /** What a route takes, with the components that it names. */
  private static Schema body(String route) {
    var parts = route.split(" ", 2);
    var schema =
        (ObjectNode)
            document()
                .get("paths")
                .path(parts[1])
                .path(parts[0].toLowerCase(Locale.ROOT))
                .at("/requestBody/content/application~1json/schema")
                .deepCopy();
    return SCHEMAS.getSchema(schema.set("components", document().get("components")));
  }

  /** Every body that some route takes. */
  static List<OpenApiCases.Case> taken() {
    return OpenApiCases.all().stream()
        .filter(c -> c.status() < 300 && !c.body().isEmpty() && !c.route().equals(HOOK))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("taken")
  void whatTheServerTakesIsAsPublished(OpenApiCases.Case one) {
    assertThat(body(one.route()).validate(read(one.body()))).isEmpty();
  }

  @Test
  void everyRouteWithABodyIsAmongTheCases() {
    var routes = new ArrayList<String>();
    for (var route : OpenApi.PUBLISHED.routes()) {
      var parts = route.split(" ", 2);
      var method = document().get("paths").path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));
      if (method.has("requestBody") && !route.equals(HOOK)) {
        routes.add(route);
      }
    }
    assertThat(taken()).extracting(OpenApiCases.Case::route).containsAll(routes);
  }

  /** Each field of another type, each field that must be there left out, and one too many. */
  private static List<Consumer<ObjectNode>> faults(String route) {
    var faults = new ArrayList<Consumer<ObjectNode>>();
    var schema = OpenApi.PUBLISHED.resolve(body(route).getSchemaNode());
    schema.path("properties").fieldNames().forEachRemaining(f -> faults.add(b -> b.putObject(f)));
    schema.path("required").forEach(f -> faults.add(b -> b.remove(f.textValue())));
    faults.add(b -> b.put("force", true));
    return faults;
  }

  @ParameterizedTest
  @MethodSource("taken")
  void whatIsNotAsPublishedIsRefused(OpenApiCases.Case one) {
    for (var fault : faults(one.route())) {
      var wrong = (ObjectNode) read(one.body());
      fault.accept(wrong);
      assertThat(body(one.route()).validate(wrong)).as("the document on %s", wrong).isNotEmpty();
      one.given().accept(api.control);
      var path = one.path();
      var answer = api.ask("POST", path, wrong.toString()).as(ApiUnderTest.ADMIN).answer();
      assertThat(answer.status()).as("the server on %s", wrong).isEqualTo(400);
    }
  }

  /** A field that is null is one that is missing, to the document as to the server. */
  @ParameterizedTest
  @MethodSource("taken")
  void bothAgreeOnNull(OpenApiCases.Case one) {
    var schema = OpenApi.PUBLISHED.resolve(body(one.route()).getSchemaNode());
    for (var field : schema.path("properties").properties()) {
      var body = ((ObjectNode) read(one.body())).putNull(field.getKey());
      one.given().accept(api.control);
      var answer = api.ask("POST", one.path(), body.toString()).as(ApiUnderTest.ADMIN).answer();
      assertThat(body(one.route()).validate(body).isEmpty())
          .as("the document on %s, which the server answers with %s", body, answer.status())
          .isEqualTo(answer.status() != 400);
    }
  }

  private static JsonNode read(String text) {
    try {
      return Json.read(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
