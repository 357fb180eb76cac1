package dev.pilaster.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Namespaces in which Debian's Postfix has directories of its own. */
final class MailSpace implements AutoCloseable {
  /** Postfix's three directories are those of this home; {@code /mnt} is for what it delivers. */
  private static final String MOUNTS =
      """
      mount --bind "$1/etc" /etc/postfix
      mount --bind "$1/spool" /var/spool/postfix
      mount --bind "$1/data" /var/lib/postfix
      mkdir -p "$1/sink" && chmod 777 "$1/sink" && mount --bind "$1/sink" /mnt
      shift
      exec "$@"
      """;

  private final Path home;
  private final Process process;

  /** {@code enter}: what makes the namespaces, and runs a command in them. */
  MailSpace(Path home, List<String> enter) throws IOException {
    this.home = Files.createDirectories(home);
    Files.createDirectories(home.resolve("spool"));
    Files.createDirectories(home.resolve("data"));
    RealMail.run(List.of("cp", "-rL", "/etc/postfix", home.resolve("etc").toString()));
    RealMail.run(List.of("chown", "postfix", home.resolve("data").toString()));
    var argv = new ArrayList<>(enter);
    argv.addAll(mounted(List.of("sh", "-c", "echo ready; exec sleep 900")));
    process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    var said = process.inputReader().readLine();
    if (!"ready".equals(said)) {
      throw new IllegalStateException("no namespaces: " + said);
    }
  }

  /** A command with these directories where it is run. */
  List<String> mounted(List<String> command) {
    var argv = new ArrayList<>(List.of("sh", "-ec", MOUNTS, "sh", home.toString()));
    argv.addAll(command);
    return argv;
  }

  /** The argv that runs a command inside. */
  List<String> inside(String... command) {
    var argv = new ArrayList<>(List.of("nsenter", "-m", "-n", "-t", pid()));
    argv.addAll(List.of(command));
    return argv;
  }

  String pid() {
    return String.valueOf(process.pid());
  }

  Path home() {
    return home;
  }

  @Override
  public void close() {
    try {
      RealMail.run(inside("postfix", "stop"));
    } catch (IllegalStateException e) {
      // It did not run.
    }
    process.destroy();
  }
}
