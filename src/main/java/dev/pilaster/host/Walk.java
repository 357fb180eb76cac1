package dev.pilaster.host;

import dev.pilaster.model.Difference;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way through files with owner and modes (drupal.org, "Securing file permissions and
 * ownership"), with lstat(2) alone where nothing differs. A link has an owner, and no mode.
 */
final class Walk {
  /** More differences than this are counted, and not named. */
  static final int NAMED = 20;

  private final boolean repair;
  private final List<Difference> found = new ArrayList<>();
  private int differences;

  private Walk(boolean repair) {
    this.repair = repair;
  }

  /** Looks, and touches nothing. */
  static Walk looking() {
    return new Walk(false);
  }

  /** Sets what differs, and nothing else. */
  static Walk repairing() {
    return new Walk(true);
  }

  /** What differs, or did; the first of them by name. */
  List<Difference> found() {
    var all = new ArrayList<>(found);
    if (differences > found.size()) {
      all.add(new Difference("more files", "right", differences - found.size() + " others differ"));
    }
    return all;
  }

  int differences() {
    return differences;
  }

  /** The root and all below it; what is gone meanwhile is fine. */
  Walk through(Path root, Rule rule) throws IOException {
    if (Files.exists(root)) {
      Files.walkFileTree(root, new Visitor(rule));
    }
    return this;
  }

  /** One file or directory, and nothing below it. */
  Walk at(Path path, Rule rule) throws IOException {
    try {
      var is = Entry.of(path);
      if (!rule.holds(path, is)) {
        differs(path, rule, is);
      }
    } catch (NoSuchFileException e) {
      return this;
    }
    return this;
  }

  private void differs(Path path, Rule rule, Entry is) throws IOException {
    var owner = rule.owner(is);
    var mode = rule.mode(path, is.directory());
    if (differences++ < NAMED) {
      found.add(new Difference(path.toString(), text(owner, mode, is), text(is)));
    }
    if (repair) {
      Owned.set(path, owner, mode);
    }
  }

  private static String text(Entry is) {
    return text(new Owner(is.uid(), is.gid()), is.mode(), is);
  }

  private static String text(Owner owner, int mode, Entry is) {
    return owner.text() + (is.link() ? "" : " %04o".formatted(mode));
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    private final Rule rule;

    Visitor(Rule rule) {
      this.rule = rule;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes is) throws IOException {
      at(path, rule);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes is) throws IOException {
      at(path, rule);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, @Nullable IOException failure)
        throws IOException {
      if (failure instanceof NoSuchFileException || failure == null) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }
}
