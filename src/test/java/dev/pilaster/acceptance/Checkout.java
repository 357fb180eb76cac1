package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A person's clone of a repository, on its branch main; whatever is merged is pushed at once. */
final class Checkout {
  private final String url;
  private final Path dir;
  private String baseline;

  Checkout(String url, Path dir) {
    this.url = url;
    this.dir = dir;
    Ran.of(List.of("git", "clone", "-q", url, dir.toString())).good();
    git("config", "user.name", "Acceptance");
    git("config", "user.email", "acceptance@pilaster.invalid");
    baseline = head();
  }

  /** Where it is pushed to, as the host knows it as well. */
  String url() {
    return url;
  }

  String head() {
    return git("rev-parse", "HEAD").strip();
  }

  /** From now on, {@link #reset} comes back to the present state. */
  void keepAsBaseline() {
    baseline = head();
  }

  String read(String file) {
    try {
      return Files.readString(dir.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Checkout write(String file, String text) {
    try {
      Files.createDirectories(dir.resolve(file).getParent());
      Files.writeString(dir.resolve(file), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A script. */
  Checkout executable(String file, String text) {
    write(file, text);
    git("add", file);
    git("update-index", "--chmod=+x", file);
    assertThat(dir.resolve(file).toFile().setExecutable(true)).isTrue();
    return this;
  }

  /** Replaces text that is there exactly once. */
  Checkout edit(String file, String from, String to) {
    var text = read(file);
    assertThat(text.split(java.util.regex.Pattern.quote(from), -1))
        .as("\"%s\" stands once in %s", from, file)
        .hasSize(2);
    return write(file, text.replace(from, to));
  }

  /** Commits everything and pushes; answers the commit's id. */
  String merge(String subject) {
    git("add", "-A");
    git("commit", "-q", "-m", subject);
    return push();
  }

  String revert(String commit) {
    git("revert", "--no-edit", commit);
    return push();
  }

  /** Back to the baseline by a new commit; false when there was nothing to go back from. */
  boolean reset() {
    git("read-tree", "--reset", "-u", baseline);
    var changed = !git("diff", "--cached", "--name-only", "HEAD").isBlank();
    if (changed) {
      git("commit", "-q", "-m", "Back to the baseline");
      push();
    }
    return changed;
  }

  private String push() {
    git("push", "-q", "origin", "HEAD:main");
    return head();
  }

  private String git(String... arguments) {
    var argv = new ArrayList<>(List.of("git"));
    argv.addAll(List.of(arguments));
    return Ran.of(argv, dir, Map.of("GIT_TERMINAL_PROMPT", "0")).good();
  }
}
