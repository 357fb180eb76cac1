package dev.pilaster.host;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.HostException;
import dev.pilaster.model.Name;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** dnsmasq's configuration, proven by a text record, and its names, proven by asking for them. */
final class DnsmasqProgram {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration NOTICE = Duration.ofSeconds(2);
  private static final Pattern DIGEST =
      Pattern.compile("^txt-record=([^,\\s]+),(\\S+)$", Pattern.MULTILINE);

  /** A line of a hosts file: address, full name, short name. */
  private static final Pattern NAME = Pattern.compile("^([0-9.]+) (\\S+) \\S+$", Pattern.MULTILINE);

  private final Path directory;
  private final Path hosts;
  private final Path work;
  private final Program program;

  DnsmasqProgram(Path directory, Path hosts, Path work, Program program) {
    this.directory = directory;
    this.hosts = hosts;
    this.work = work;
    this.program = program;
  }

  /**
   * Checks, swaps, restarts (a signal does not make dnsmasq read its configuration), and asks.
   *
   * @throws HostException of kind INVALID before a byte has changed; of kind TRANSIENT when the
   *     restart did not take, with the former bytes back
   */
  void install(Fileset files) throws IOException {
    var swap = new Swap(directory, files.files(), "");
    var digest = digest(files.files());
    if (!swap.changes() && shows(digest)) {
      return;
    }
    var candidate = new Candidate(work, directory, Optional.empty(), program.check());
    var fault = candidate.fault(swap.after(files.files()));
    if (fault.isPresent()) {
      throw new HostException(HostException.Kind.INVALID, "dnsmasq refuses: " + fault.get());
    }
    readable(hosts);
    swap.perform();
    try {
      restart(digest);
    } catch (HostException e) {
      swap.undo();
      Command.run(TIMEOUT, program.reload());
      throw e;
    }
  }

  /** dnsmasq reads its names as a user of its own. */
  private static void readable(Path directory) throws IOException {
    Owned.directory(directory, Owner.ROOT, 0755);
    Owned.passable(OwnFiles.parent(directory));
  }

  private void restart(Optional<MatchResult> digest) {
    Command.must(TIMEOUT, program.reload());
    if (!Poll.until(program.within(), () -> shows(digest))) {
      throw new HostException(
          HostException.Kind.TRANSIENT,
          "dnsmasq at %s does not show the new configuration after %d s"
              .formatted(program.address(), program.within().toSeconds()));
    }
  }

  private boolean shows(Optional<MatchResult> digest) {
    return digest.isEmpty() || answers(digest.get().group(1)).contains(digest.get().group(2));
  }

  /** The digest that the running dnsmasq shows for the configuration that lies there. */
  Optional<String> served() throws IOException {
    return digest(OwnFiles.read(directory)).stream()
        .flatMap(d -> answers(d.group(1)).stream())
        .findFirst();
  }

  /** Whether another name server gives this one's digest. */
  boolean isAskedBy(String address) {
    try {
      var name = digest(OwnFiles.read(directory)).map(d -> d.group(1)).orElse("");
      var own = name.isEmpty() ? List.<String>of() : answers(name);
      return !own.isEmpty() && Dns.ask(address, name, Dns.TEXT).equals(own);
    } catch (IOException e) {
      return false;
    }
  }

  private List<String> answers(String name) {
    try {
      return Dns.ask(program.address(), name, Dns.TEXT);
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Optional<MatchResult> digest(SortedMap<String, Fileset.Text> files) {
    return files.values().stream()
        .filter(text -> Fileset.ours(text.text()))
        .flatMap(text -> DIGEST.matcher(text.text()).results())
        .findFirst();
  }

  /**
   * Writes the names; dnsmasq notices by itself, and is restarted when it did not.
   *
   * @throws HostException of kind TRANSIENT when it still does not answer so; the files stay
   */
  synchronized void names(Fileset files) throws IOException {
    readable(hosts);
    var swap = new Swap(hosts, files.files(), "");
    var gone = addresses(OwnFiles.read(hosts));
    var wanted = addresses(files.files());
    gone.keySet().removeAll(wanted.keySet());
    swap.perform();
    if (Poll.until(NOTICE, () -> answersSo(wanted, gone))) {
      return;
    }
    Command.must(TIMEOUT, program.reload());
    if (!Poll.until(program.within(), () -> answersSo(wanted, gone))) {
      throw new HostException(
          HostException.Kind.TRANSIENT,
          "dnsmasq at %s does not answer as %s says".formatted(program.address(), hosts));
    }
  }

  /**
   * Writes an address that is another one into the file of a name, and asks; answers whether it is
   * right. A name without a file is the planner's to make.
   *
   * @param addresses one, or none for a name that nobody shall know
   */
  synchronized boolean correct(Name service, List<String> addresses) throws IOException {
    var file = hosts.resolve(service.value());
    if (Files.exists(file) && !addresses.isEmpty()) {
      var text = OwnFiles.text(file);
      var right = NAME.matcher(text).replaceFirst(addresses.get(0) + " $2 " + service);
      if (Fileset.ours(text) && !right.equals(text)) {
        OwnFiles.write(file, right, 0644, "");
      }
    }
    return Dns.ask(program.address(), service.value(), Dns.ADDRESS).equals(addresses);
  }

  /** Whether these names have their one address, and those have none. */
  private boolean answersSo(SortedMap<String, String> wanted, SortedMap<String, String> gone) {
    try {
      for (var name : wanted.entrySet()) {
        if (!Dns.ask(program.address(), name.getKey(), Dns.ADDRESS)
            .equals(List.of(name.getValue()))) {
          return false;
        }
      }
      for (var name : gone.keySet()) {
        if (!Dns.ask(program.address(), name, Dns.ADDRESS).isEmpty()) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static SortedMap<String, String> addresses(SortedMap<String, Fileset.Text> files) {
    var addresses = new TreeMap<String, String>();
    files.values().stream()
        .flatMap(text -> NAME.matcher(text.text()).results())
        .forEach(line -> addresses.put(line.group(2), line.group(1)));
    return addresses;
  }
}
