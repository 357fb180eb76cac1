package dev.pilaster.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pilaster.model.Fileset;
import dev.pilaster.real.Ask;
import dev.pilaster.real.FcgiEcho;
import dev.pilaster.real.RealNginx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Sites on the disk, an application that echoes, and a real nginx that serves our vhosts. */
final class Bed implements AutoCloseable {
  private final Path dir;
  private final RealNginx nginx;
  private final FcgiEcho php;
  private Fileset files;

  Bed(Path dir) throws IOException {
    this.dir = dir;
    this.nginx = new RealNginx(Files.createDirectories(dir.resolve("nginx")));
    this.php = new FcgiEcho(dir.resolve("run/php82/1/fpm.sock"));
    Files.createSymbolicLink(dir.resolve("run/php82/live"), Path.of("1"));
  }

  /** A sample whose paths are this bed's. */
  Sample sample() {
    var sample = new Sample();
    sample.listen = List.of("127.0.0.1:" + port(), "[::1]:" + port());
    sample.logDir = dir.resolve("log").toString();
    sample.facts =
        Sample.facts(
            dir.resolve("sites").toString(),
            dir.resolve("run").toString(),
            nginx.directory.toString());
    return sample;
  }

  /** Writes the vhosts, reloads, and waits until they are served. */
  void serve(Sample sample, String site) throws IOException {
    Files.createDirectories(dir.resolve("log").resolve(site));
    var config = sample.nginx();
    files = config.fileset(config.files(List.of(sample.route(site))));
    for (var file : files.files().entrySet()) {
      Files.writeString(Path.of(file.getKey()), file.getValue().text());
    }
    run(nginx.check());
    run(nginx.reload());
    await();
  }

  /** Old workers take requests for another 100 ms (nginx, ngx_process_cycle.c). */
  private void await() throws IOException {
    var start = System.nanoTime();
    var old = start;
    while (System.nanoTime() - old < 250_000_000) {
      if (!shown().equals(files.digest())) {
        old = System.nanoTime();
      }
      if (old - start > 10_000_000_000L) {
        throw new IllegalStateException("reload did not take: " + nginx.errors());
      }
    }
  }

  private String shown() {
    var answer = new Ask(port(), "pilaster.invalid").get("/digest");
    return answer.status() == 200 ? answer.body() : "";
  }

  private static void run(List<String> argv) throws IOException {
    var process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  String digest() {
    return files.digest();
  }

  int port() {
    return nginx.port;
  }

  FcgiEcho php() {
    return php;
  }

  Path site(String name) {
    return dir.resolve("sites").resolve(name);
  }

  /** A file of release r1, which becomes the current one. */
  void code(String site, String file) throws IOException {
    write(site(site).resolve("releases/r1").resolve(file));
    flip(site, "r1");
  }

  void shared(String site, String file) throws IOException {
    write(site(site).resolve("shared").resolve(file));
  }

  private static void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "source of " + file.getFileName() + "\n");
  }

  void link(String site, String place, String target) throws IOException {
    Files.createSymbolicLink(site(site).resolve("releases/r1").resolve(place), Path.of(target));
  }

  void copyRelease(String site, String from, String to) throws IOException {
    var releases = site(site).resolve("releases");
    run(List.of("cp", "-a", releases.resolve(from).toString(), releases.resolve(to).toString()));
  }

  void flip(String site, String release) throws IOException {
    var link = site(site).resolve("current");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of("releases", release));
  }

  @Override
  public void close() throws IOException {
    nginx.close();
    php.close();
  }
}
