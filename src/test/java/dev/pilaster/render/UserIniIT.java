package dev.pilaster.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two sites of one pool, of which one has limits of its own. */
class UserIniIT {
  private static final String LIMITS =
      "<?php foreach (['memory_limit', 'upload_max_filesize', 'post_max_size', 'user_agent'] as $n)"
          + " echo $n, '=', ini_get($n), \"\\n\";";
  private static final int MORE_THAN_WORKERS = 8;

  @TempDir Path dir;

  private static void limits(Bed bed, String site) throws IOException {
    bed.code(site, "index.php");
    Files.writeString(bed.site(site).resolve("releases/r1/index.php"), LIMITS);
    bed.serve(bed.sample(), site);
  }

  @Test
  void limitsAreThoseOfTheSiteAlone() throws IOException {
    try (var bed = new Bed(dir)) {
      limits(bed, "acme");
      limits(bed, "beta");
      var php =
          Map.of("memory_limit", "77M", "upload_max_filesize", "33M", "user_agent", "a;b\"${c}\\");
      var text = UserIni.text(new Site.Php(new TreeMap<>(php)));
      Files.writeString(bed.site("acme").resolve("releases/r1/.user.ini"), text);
      for (var i = 0; i < MORE_THAN_WORKERS; i++) {
        var acme = bed.ask("acme.example.com").get("/");
        assertThat(acme.param("memory_limit")).isEqualTo("77M");
        assertThat(acme.param("upload_max_filesize")).isEqualTo("33M");
        assertThat(acme.param("post_max_size")).isEqualTo("33M");
        assertThat(acme.param("user_agent")).isEqualTo("a;b\"${c}\\");
        var beta = bed.ask("beta.example.com").get("/");
        assertThat(beta.param("memory_limit")).isEqualTo("128M");
        assertThat(beta.param("upload_max_filesize")).isEqualTo("2M");
      }
      assertThat(bed.ask("acme.example.com").get("/.user.ini").status()).isEqualTo(404);
    }
  }
}
