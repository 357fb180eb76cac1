package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.load.Load;
import dev.pilaster.load.Mix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A real WordPress: from its repository to an editor's upload, on a real database. */
@ExtendWith(OnDemoHost.class)
class WordPressIT {
  @TempDir Path dir;

  @Test
  void itInstallsAndAnEditorUploadsAndNothingUploadedRunsAndUpgradesLoseNoVisitor(DemoHost host)
      throws Exception {
    var blog = WordPress.on(host, "blog");
    blog.moveIn();
    blog.logIn();
    assertThat(blog.browser().get(blog.url() + "/wp-admin/plugins.php").status()).isEqualTo(200);
    upload(blog);
    nothingUploadedRuns(blog);
    theCodeIsReadOnly(host);
    blog.answerVisitors();
    noVisitorIsAnsweredWithoutTheDatabase(blog);
    upgradesLoseNoVisitor(blog);
  }

  private void upload(WordPress blog) throws IOException {
    var url = blog.uploaded(Files.writeString(dir.resolve("note.txt"), "an editor's note"));
    assertThat(blog.browser().get(url)).isEqualTo(new Browser.Page(200, "an editor's note"));
    var script = Files.writeString(dir.resolve("evil.php"), "<?php echo 6 * 7;");
    assertThat(blog.upload(script).body()).contains("\"success\":false");
  }

  /** Somebody found a way past WordPress's own check: the site's user can write it there. */
  private static void nothingUploadedRuns(WordPress blog) {
    inside(blog.host(), "echo '<?php echo 6 * 7;' > wp-content/uploads/evil.php").good();
    for (var path : new String[] {"evil.php", "evil.php/x.css", "evil.php%00.txt"}) {
      var page = blog.browser().get(blog.url() + "/wp-content/uploads/" + path);
      assertThat(page.status()).as(path).isBetween(400, 499);
      assertThat(page.body()).as(path).doesNotContain("42");
    }
  }

  private static void theCodeIsReadOnly(DemoHost host) {
    assertThat(inside(host, "echo evil >> index.php").exit()).isNotZero();
    assertThat(inside(host, "echo evil > wp-content/plugins/evil.php").exit()).isNotZero();
  }

  /** What the load counts as lost. */
  private static void noVisitorIsAnsweredWithoutTheDatabase(WordPress blog) {
    var database = new Database(blog.host(), "mariadb");
    assertThat(blog.site().get("/?serial=1").status()).isEqualTo(200);
    database.query("RENAME TABLE blog.wp_posts TO blog.hidden");
    assertThat(blog.site().get("/?serial=2").status()).isEqualTo(500);
    database.query("RENAME TABLE blog.hidden TO blog.wp_posts");
  }

  private static void upgradesLoseNoVisitor(WordPress blog) throws Exception {
    try (var load = Load.on(blog.site().target(), Mix.of(6))) {
      upgrade(blog.host(), 1, 2);
      upgrade(blog.host(), 2, 1);
      var tally = NothingLost.during("two upgrades of the PHP of a WordPress", load.stop());
      assertThat(tally.seen()).contains("image build 1", "image build 2");
    }
  }

  private static void upgrade(DemoHost host, int from, int to) {
    host.mergePhp(from, to);
    host.synced();
  }

  private static Ran inside(DemoHost host, String script) {
    var container = host.box.only("php82").name();
    var place = "/srv/sites/blog/current";
    return host.box.run(
        "docker", "exec", "-u", "www-data", "-w", place, container, "sh", "-c", script);
  }
}
