package dev.pilaster.host;

import dev.pilaster.model.Name;
import dev.pilaster.model.Rights;
import dev.pilaster.model.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;

/** How long it takes to look at the owner and mode of every file of a site. */
final class RightsBench {
  private static final int DIRECTORIES = 400;
  private static final int FILES = 50;
  private static final int TIMES = 5;

  private RightsBench() {}

  public static void main(String[] arguments) throws IOException {
    var home = Files.createTempDirectory("pilaster-bench");
    try {
      measure(home);
    } finally {
      Owned.delete(home);
    }
  }

  private static void measure(Path home) throws IOException {
    var code = home.resolve("releases/r1");
    for (var d = 0; d < DIRECTORIES; d++) {
      var dir = Files.createDirectories(code.resolve("d" + d / 20 + "/d" + d));
      for (var f = 0; f < FILES; f++) {
        Files.writeString(dir.resolve("f" + f), "x");
      }
    }
    var permissions = new Site.Permissions("root", Optional.of("root"), 0750, 0640, 0, 0, 0440);
    SiteFiles.note(code, Files.createDirectories(home.resolve("config/r1")));
    var files = SiteFiles.of(home, new Rights(new Name("a"), permissions, new TreeSet<>()), "root");
    System.out.println("| way through " + DIRECTORIES * FILES + " files | seconds | differ |");
    System.out.println("|---|---|---|");
    row("the first, which sets them all", files, Walk.repairing());
    for (var i = 1; i <= TIMES; i++) {
      row("look " + i, files, Walk.looking());
    }
  }

  private static void row(String what, SiteFiles files, Walk walk) throws IOException {
    var began = System.nanoTime();
    files.whole(walk, Optional.of("r1"));
    var seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf("| %s | %.2f | %d |%n", what, seconds, walk.differences());
  }
}
