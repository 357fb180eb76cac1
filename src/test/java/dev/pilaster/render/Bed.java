package dev.pilaster.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pilaster.model.Fileset;
import dev.pilaster.real.Ask;
import dev.pilaster.real.RealFpm;
import dev.pilaster.real.RealNginx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Sites on the disk, a real PHP-FPM that runs them, and a real nginx that serves our vhosts. */
final class Bed implements AutoCloseable {
  /** What every script of the bed does: it says what it was asked, and that it was. */
  private static final String SCRIPT =
      """
      <?php
      header('Content-Type: text/html');
      header('Cache-Control: must-revalidate, no-cache');
      file_put_contents('%s', '.', FILE_APPEND | LOCK_EX);
      foreach ($_SERVER as $name => $value) {
          echo is_string($value) ? "$name=$value\n" : '';
      }
      echo 'BODY=', strlen(file_get_contents('php://input')), "\nRAN=", __FILE__, "\n";
      """;

  private static final InetAddress LOOPBACK6 =
      Ask.ip(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

  private final Path dir;
  private final RealNginx nginx;
  private final RealFpm php;
  private Fileset files;

  Bed(Path dir) throws IOException {
    this.dir = dir;
    this.nginx = new RealNginx(Files.createDirectories(dir.resolve("nginx")));
    Files.createDirectories(dir.resolve("run/php82/1"));
    this.php = new RealFpm(dir.resolve("fpm"), dir.resolve("run/php82/1/fpm.sock"));
    Files.createFile(dir.resolve("runs"));
    Files.createSymbolicLink(dir.resolve("run/php82/live"), Path.of("1"));
  }

  /** A sample whose paths are this bed's. */
  Sample sample() {
    var sample = new Sample();
    sample.listen = List.of(address().getHostAddress() + ":" + port());
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
    files = sample.served(site);
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
    var answer = ask("pilaster.invalid").get("/digest");
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

  /** A generation of a service that is entered by {@code 127.0.0.2:3000} or by that address. */
  void door(String service, int generation, String door) throws IOException {
    var directory = dir.resolve("run").resolve(service).resolve(String.valueOf(generation));
    Files.createDirectories(directory);
    Files.createFile(directory.resolve(door));
    Files.createSymbolicLink(directory.resolve("door"), Path.of(door));
  }

  /** Moves the pointer as the agent does: one rename. */
  void point(String service, int generation) throws IOException {
    var home = dir.resolve("run").resolve(service);
    var next = Files.createSymbolicLink(home.resolve("next"), Path.of(String.valueOf(generation)));
    Files.move(next, home.resolve("live"), StandardCopyOption.ATOMIC_MOVE);
  }

  void unpoint(String service) throws IOException {
    Files.delete(dir.resolve("run").resolve(service).resolve("live"));
  }

  String digest() {
    return files.digest();
  }

  /** An address of loopback that no other bed has: ports below 1024 are taken there. */
  InetAddress address() {
    return Ask.ip(127, port() >> 8, port() & 0xff, 1);
  }

  /** By http. */
  Ask ask(String host) {
    return new Ask(new InetSocketAddress(address(), port()), host);
  }

  /** By https. */
  Ask secure(String host) {
    return new Ask(new InetSocketAddress(address(), 443), host).secure();
  }

  /** By http over IPv6, for a sample that listens there. */
  Ask ask6(String host) {
    return new Ask(new InetSocketAddress(LOOPBACK6, port()), host);
  }

  /** By https over IPv6. */
  Ask secure6(String host) {
    return new Ask(new InetSocketAddress(LOOPBACK6, 443), host).secure();
  }

  int port() {
    return nginx.port;
  }

  RealFpm php() {
    return php;
  }

  /** How many scripts have run. */
  long runs() throws IOException {
    return Files.size(dir.resolve("runs"));
  }

  Path site(String name) {
    return dir.resolve("sites").resolve(name);
  }

  /** A file of release r1, which becomes the current one. */
  void code(String site, String file) throws IOException {
    write(site(site).resolve("releases/r1").resolve(file));
    flip(site, "r1");
  }

  /** Many files, blanks between their names: code, and behind a link what the site wrote itself. */
  void all(String site, String docroot, String code, String mount, String written)
      throws IOException {
    for (var file : code.strip().split("\\s+", -1)) {
      code(site, docroot + file);
    }
    var source = Path.of(mount).getFileName();
    for (var file : written.strip().split("\\s+", -1)) {
      shared(site, source + "/" + file);
    }
    var up = "../".repeat(Path.of(mount).getNameCount() + 1);
    link(site, mount, up + "shared/" + source);
  }

  void shared(String site, String file) throws IOException {
    write(site(site).resolve("shared").resolve(file));
  }

  private void write(Path file) throws IOException {
    var name = file.getFileName().toString();
    var php = name.matches("(?i).*\\.(php[0-9]?|phtml|phar)");
    var text = php ? SCRIPT.formatted(dir.resolve("runs")) : "source of " + name + "\n";
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  void link(String site, String place, String target) throws IOException {
    var link = site(site).resolve("releases/r1").resolve(place);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(target));
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
