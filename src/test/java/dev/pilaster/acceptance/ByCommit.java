package dev.pilaster.acceptance;

import dev.pilaster.load.Target;

/** Pilaster's: a commit that names another image is merged. */
final class ByCommit implements Way {
  private static final String[] IMAGES = {"/php:8.2-1", "/php:8.2-2"};

  private final DemoHost host;
  private int active;

  ByCommit(DemoHost host) {
    this.host = host;
  }

  @Override
  public String title() {
    return "Pilaster: start first, one rename";
  }

  @Override
  public Target target() {
    return host.site("hello").target();
  }

  @Override
  public void begin(int workers) {
    host.reset();
    active = 0;
    var pool =
        "\n      PHP_FPM_PM: static\n      PHP_FPM_PM_MAX_CHILDREN: \"%d\"".formatted(workers);
    var first = "      PHP_MAX_EXECUTION_TIME: \"60\"";
    host.config.edit(host.serverFile(), first, first + pool).merge(workers + " workers");
    host.synced();
  }

  @Override
  public void upgrade() {
    var next = 1 - active;
    host.config.edit(host.serverFile(), IMAGES[active], IMAGES[next]);
    host.config.merge("PHP 8.2, build " + (next + 1));
    host.synced();
    active = next;
  }

  /** The digest by which the active image can be run. */
  String image() {
    return host.box.only("php82").image();
  }

  @Override
  public void end() {
    host.reset();
  }
}
