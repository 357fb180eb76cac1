package dev.pilaster.host;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Puts settings before a running Postfix, proven by its greeting, or leaves all as it was. */
final class PostfixProgram {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration NOTICE = Duration.ofSeconds(3);
  private static final List<String> REPLACED = List.of("main.cf", "master.cf");

  /** The one that containers reach is the last. */
  private static final Pattern INTERFACES =
      Pattern.compile("^inet_interfaces = .*?([0-9.]+)$", Pattern.MULTILINE);

  private final Path directory;
  private final Path work;
  private final Path originals;
  private final Program program;
  private final List<String> restart;
  private final Greeting greeting;

  /**
   * @param work a directory that is ours alone
   * @param originals where somebody else's files wait until ours go
   * @param restart for what a reload does not change: the addresses that Postfix listens on
   */
  PostfixProgram(Path directory, Path work, Path originals, Program program, List<String> restart) {
    this.directory = directory;
    this.work = work;
    this.originals = originals;
    this.program = program;
    this.restart = List.copyOf(restart);
    this.greeting = new Greeting(program.address());
  }

  /**
   * Checks, swaps, reloads, and reads what the running one says; without files, gives back what was
   * there before ours.
   *
   * @throws HostException of kind INVALID before a byte has changed; of kind TRANSIENT when the
   *     reload did not take, with the former bytes back
   */
  void install(Fileset files) throws IOException {
    if (files.files().isEmpty()) {
      giveBack();
      return;
    }
    var swap = new Swap(directory, files.files(), "");
    if (!swap.changes() && shows(files.digest(), listening())) {
      return;
    }
    var candidate = new Candidate(work, directory, Optional.empty(), program.check());
    var fault = candidate.fault(swap.after(files.files()));
    if (fault.isPresent()) {
      throw new HostException(HostException.Kind.INVALID, "Postfix refuses: " + fault.get());
    }
    keepOriginals();
    greeting.forget();
    swap.perform();
    try {
      load(files.digest());
    } catch (HostException e) {
      swap.undo();
      Command.run(TIMEOUT, restart);
      throw e;
    }
  }

  private void load(String digest) throws IOException {
    var addresses = listening();
    Command.run(TIMEOUT, program.reload());
    if (Poll.until(NOTICE, () -> shows(digest, addresses))) {
      return;
    }
    Command.must(TIMEOUT, restart);
    if (!Poll.until(program.within(), () -> shows(digest, addresses))) {
      throw new HostException(
          HostException.Kind.TRANSIENT,
          "Postfix does not show the new configuration %s after %d s at each of %s"
              .formatted(digest, program.within().toSeconds(), addresses));
    }
  }

  /** Where it has to answer: its own door, and the one of the containers. */
  private Set<String> listening() throws IOException {
    var all = new LinkedHashSet<String>(List.of(program.address()));
    var port = program.address().substring(program.address().lastIndexOf(':'));
    var main = directory.resolve("main.cf");
    var text = Files.exists(main) ? OwnFiles.text(main) : "";
    INTERFACES.matcher(text).results().forEach(m -> all.add(m.group(1) + port));
    return all;
  }

  private boolean shows(String digest, Set<String> addresses) {
    return addresses.stream().allMatch(a -> Greeting.now(a).filter(digest::equals).isPresent());
  }

  /** The digest that the running Postfix shows, a dash for none; empty when it is not ours. */
  Optional<String> served() throws IOException {
    var main = directory.resolve("main.cf");
    var ours = Files.exists(main) && Fileset.ours(OwnFiles.text(main));
    return ours ? Optional.of(greeting.digest().orElse("-")) : Optional.empty();
  }

  private void keepOriginals() throws IOException {
    for (var name : REPLACED) {
      var file = directory.resolve(name);
      if (Files.exists(file) && !Fileset.ours(OwnFiles.text(file))) {
        Files.createDirectories(originals);
        OwnFiles.write(originals.resolve(name), OwnFiles.text(file), 0600, "");
      }
    }
  }

  private void giveBack() throws IOException {
    var before = new TreeMap<String, Fileset.Text>();
    for (var name : REPLACED) {
      var kept = originals.resolve(name);
      if (Files.exists(kept)) {
        before.put(directory.resolve(name).toString(), new Fileset.Text(OwnFiles.text(kept), 0644));
      }
    }
    new Swap(directory, before, "").perform();
    Owned.delete(originals);
    Command.must(TIMEOUT, restart);
  }
}
