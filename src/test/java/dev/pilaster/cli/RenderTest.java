package dev.pilaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pilaster render}. */
@Tag("outer")
class RenderTest {
  @TempDir private Path directory;

  @Test
  void theExampleIsPrintedFileByFile() {
    var result = new Terminal().type("render", "--server", "web1", "example-config-repo");
    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("==> /etc/nginx/pilaster.d/hello.conf (0644)\n", "server_name hello.localhost;")
        .contains("==> /etc/dnsmasq.d/pilaster.conf (0644)\n", "==> /etc/resolv.conf (0644)\n");
  }

  @Test
  void orWrittenBelowADirectory() throws IOException {
    var to = directory.resolve("out");
    var words = new String[] {"render", "--server", "web1", "--to", to.toString()};
    var result = new Terminal().type(with(words, "example-config-repo"));
    assertThat(result.code()).isZero();
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).endsWith(" files below " + to + "\n");
    assertThat(Files.readString(to.resolve("etc/nginx/pilaster.d/hello.conf")))
        .contains("fastcgi_pass unix:/var/lib/pilaster/run/php82/live/fpm.sock");
  }

  private static String[] with(String[] words, String last) {
    var all = java.util.Arrays.copyOf(words, words.length + 1);
    all[words.length] = last;
    return all;
  }

  private String render(String folder) {
    var words = new String[] {"render", "--server", "web1"};
    var result = new Terminal().type(with(words, folder));
    assertThat(result.code()).as(result.err()).isZero();
    return result.out();
  }

  @Test
  void noSecretIsShownEvenWhereThePillarHasItInClear() throws IOException {
    var folder = directory.resolve("pillar");
    write(
        folder.resolve("servers/web1.yaml"),
        """
        schema: 1
        containers:
          mariadb: { role: mariadb, image: a.example.com/m, root_password: opensesame }
          php82: { role: php-fpm, image: a.example.com/p, env_secret: { A: opensesame } }
        sites: { acme: { container: php82 } }
        mail: { relayhost: mail.example.com, user: me, password: opensesame }
        """);
    write(
        folder.resolve("sites/acme.yaml"),
        """
        schema: 1
        type: drupal
        source: { git: /srv/git/acme.git, ref: main, password: opensesame, username: me }
        domains: [acme.example.com]
        databases: { default: { service: mariadb, name: a, user: a, password: opensesame } }
        settings: { hash_salt: opensesame }
        nginx: { basic_auth: { user: me, password: opensesame } }
        """);
    var text = render(folder.toString());
    assertThat(text)
        .contains("'password' => '•••'", "me:{SSHA}•••\n")
        .doesNotContain("opensesame", "sealed-");
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void problemsArePrintedInsteadOfFiles() {
    var result = new Terminal().type("render", "--server", "web9", "example-config-repo");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("servers/web9.yaml: there is no such file");
  }

  @Test
  void somethingElseThanAServerIsBadUsage() {
    assertThat(new Terminal().type("render", "--server", "../a").code()).isEqualTo(2);
    assertThat(new Terminal().type("render").code()).isEqualTo(2);
  }
}
