package dev.pilaster.acceptance;

import dev.pilaster.load.Target;

/**
 * A way to upgrade PHP, before the visitors of a WordPress that runs in the same container.
 *
 * @param blog is brought up when the way begins
 */
record OnWordPress(Way way, WordPress blog) implements Way {
  @Override
  public String title() {
    return way.title() + "; WordPress on MariaDB";
  }

  @Override
  public Target target() {
    return blog.site().target();
  }

  @Override
  public void begin(int workers) {
    way.begin(workers);
    blog.moveIn();
    blog.answerVisitors();
  }

  @Override
  public void upgrade() {
    way.upgrade();
  }

  @Override
  public void end() {
    way.end();
  }
}
