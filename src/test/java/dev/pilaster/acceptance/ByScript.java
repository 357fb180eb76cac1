package dev.pilaster.acceptance;

import dev.pilaster.load.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A way of {@code packaging/lib/ways.sh}. */
final class ByScript implements Way {
  private static final Path SCRIPT = Path.of("packaging/lib/ways.sh");

  private final DemoHost host;
  private final String verb;
  private final String title;
  private final List<String> images;
  private int active;
  private int workers;

  /**
   * @param images two, each of which runs on the host without a pull
   */
  ByScript(DemoHost host, String verb, String title, List<String> images) {
    this.host = host;
    this.verb = verb;
    this.title = title;
    this.images = List.copyOf(images);
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public Target target() {
    return new Target(host.site("hello").target().server(), name() + ".localhost");
  }

  private String name() {
    return "bench-" + verb;
  }

  @Override
  public void begin(int poolSize) {
    workers = poolSize;
    active = 0;
    run("begin");
  }

  @Override
  public void upgrade() {
    active = 1 - active;
    run(verb);
  }

  @Override
  public void end() {
    run("end");
  }

  private void run(String what) {
    try {
      var script = Files.readString(SCRIPT);
      var image = images.get(active);
      host.box.run("bash", "-c", script, "ways.sh", what, name(), image, "" + workers).good();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
