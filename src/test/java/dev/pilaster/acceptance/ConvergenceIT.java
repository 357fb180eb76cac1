package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnDemoHost.class)
class ConvergenceIT {
  private static final String VERSION = "<?php echo 'served by PHP ', PHP_VERSION;\n";

  @Test
  void anEmptyHostConvergesFromTheExampleToThreeSitesThatAnswer(DemoHost host) {
    assertThat(created(host))
        .contains("network/pilaster", "container/php82", "container/php84")
        .contains("container/mariadb")
        .contains("release/hello", "release/static", "release/wiki", "fileset/nginx");
    assertThat(host.standing()).isEqualTo("Synced Healthy");
    assertThat(host.sites()).hasSize(3).allMatch(WebSite::answers);
    assertThat(host.site("static").text()).contains("<h1>A static site</h1>");
    assertThat(host.site("hello").text()).startsWith("hello from hello.localhost\n");
    assertThat(host.site("wiki").text()).contains("Welcome", "<main", "</html>");
  }

  /** What the history says was made of nothing. */
  private static Stream<String> created(DemoHost host) {
    Predicate<JsonNode> made = c -> c.path("action").asText().equals("create");
    return host.api
        .history(200)
        .flatMap(o -> AgentApi.each(o.path("changes")))
        .filter(made.and(c -> c.path("outcome").asText().equals("Applied")))
        .map(c -> c.path("kind").asText() + "/" + c.path("name").asText());
  }

  @Test
  void twoPhpVersionsServeSideBySide(DemoHost host) {
    host.code("wiki").write("version.php", VERSION).merge("Say the version");
    host.code("hello").write("version.php", VERSION).merge("Say the version");
    host.synced();
    assertThat(host.site("hello").get("/version.php").body()).startsWith("served by PHP 8.2.");
    assertThat(host.site("wiki").get("/version.php").body()).startsWith("served by PHP 8.4.");
  }

  @Test
  void aSecondSyncChangesNothing(DemoHost host) {
    var before = host.box.containers();
    var operation = host.synced();
    assertThat(operation.path("changes")).isEmpty();
    assertThat(host.api.plan().path("changes")).isEmpty();
    assertThat(before).hasSize(3).allMatch(Box.Generation::running);
    assertThat(host.box.containers()).isEqualTo(before);
  }
}
