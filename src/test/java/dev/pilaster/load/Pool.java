package dev.pilaster.load;

import java.util.ArrayDeque;
import java.util.Deque;

/** The connections that one class keeps open. */
final class Pool {
  private final Deque<Line> idle = new ArrayDeque<>();
  private final int wanted;
  private int open;

  /**
   * @param wanted how many there should be; there are more while answers are slow
   */
  Pool(int wanted) {
    this.wanted = wanted;
  }

  /** The one that has been idle for longest; null when a new one is to be opened. */
  Line take() {
    var line = open < wanted ? null : idle.poll();
    open += line == null ? 1 : 0;
    return line;
  }

  void giveBack(Line line) {
    idle.add(line);
  }

  void gone(Line line) {
    idle.remove(line);
    open--;
  }
}
