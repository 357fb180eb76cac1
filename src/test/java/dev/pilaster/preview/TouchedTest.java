package dev.pilaster.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Commit;
import dev.pilaster.model.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TouchedTest {
  private static final Map<String, String> FILES =
      Map.of(
          "servers/web1.yaml", "sites: { acme: {} }",
          "servers/web2.yaml", "extends: web1",
          "servers/web3.yaml", "sites: { acme-2: {}, beta: {} }",
          "servers/web4.yaml", "sites: { \"\\x61cme\": {} }",
          "sites/acme.yaml", "password: \"${secret:keys#a}\"",
          "sites/acme-2.yaml", "nginx: { include: nginx/extra.conf }",
          "sites/beta.yaml", "type: static",
          "secrets/keys.yaml", "a: b",
          "nginx/extra.conf", "x",
          "README.md", "acme");

  private static Side side(Map<String, String> files) {
    var commit = new Commit("main", "0".repeat(40), "somebody", "a change", Instant.EPOCH);
    return new Side(Snapshot.of(commit, files), new TreeMap<>(files));
  }

  private static List<String> touched(String path) {
    var after = new TreeMap<>(FILES);
    after.merge(path, "# changed", String::concat);
    return Touched.of(side(FILES), side(after)).stream().map(Object::toString).toList();
  }

  @Test
  void aSiteTouchesThoseThatPlaceItAndThoseThatExtendThem() {
    assertThat(touched("sites/acme.yaml")).containsExactly("web1", "web2", "web4");
    assertThat(touched("sites/beta.yaml")).containsExactly("web3", "web4");
  }

  @Test
  void soDoSecretsAndFilesThatSitesName() {
    assertThat(touched("secrets/keys.yaml")).containsExactly("web1", "web2", "web4");
    assertThat(touched("nginx/extra.conf")).containsExactly("web3", "web4");
  }

  @Test
  void defaultsAndThePolicyConcernEverybody() {
    assertThat(touched("defaults/site.yaml")).hasSize(4);
    assertThat(touched("pilaster.yaml")).hasSize(4);
  }

  @Test
  void aServerIsTouchedByItselfAndAFileOfNobodyTouchesOnlyWhatCannotBeRead() {
    assertThat(touched("servers/web3.yaml")).containsExactly("web3", "web4");
    assertThat(touched("README.md")).containsExactly("web4");
  }
}
