package dev.pilaster.git;

import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Release;
import dev.pilaster.model.Site;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.eclipse.jgit.lib.AbbreviatedObjectId;

/** The repositories of the sites' code: one mirror each, however many sites use it. */
public final class SiteRepos implements AutoCloseable {
  private static final int AT_ONCE = 4;

  private final Path dir;
  private final Wire wire;
  private final RefMemory memory;
  private final Map<String, SiteRepo> repos = new ConcurrentHashMap<>();

  /**
   * @param dir a directory of its own below the state root; made when there is none
   */
  public SiteRepos(Path dir, Wire wire) {
    this.dir = dir;
    this.wire = wire;
    this.memory = new RefMemory(wire.clock());
  }

  /**
   * Asks every repository once which commits the sites' refs name, a few repositories at a time. A
   * ref that is a full commit id asks nobody. A failure is its site's own: the answer has the error
   * and, where it is known from before, the commit.
   *
   * @throws HostException TRANSIENT when the thread was interrupted
   */
  public SortedMap<Name, Observed.Code> resolve(Map<Name, Site.Source> sources) {
    var questions = new HashMap<Question.Place, Question>();
    sources.values().stream()
        .filter(source -> new RefName(source.ref()).commit().isEmpty())
        .forEach(source -> questions.computeIfAbsent(place(source), Question::new).add(source));
    ask(questions.values());
    var codes = new TreeMap<Name, Observed.Code>();
    sources.forEach((site, source) -> codes.put(site, code(site, source, questions)));
    return codes;
  }

  private static Question.Place place(Site.Source source) {
    return new Question.Place(source.git(), Access.of(source));
  }

  private void ask(Collection<Question> questions) {
    var pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      for (var asked : pool.invokeAll(questions.stream().map(q -> q.on(wire)).toList())) {
        asked.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HostException(Kind.TRANSIENT, "asking the sites' repositories was interrupted", e);
    } catch (ExecutionException e) {
      throw new HostException(Kind.BUG, "asking the sites' repositories: " + e.getCause(), e);
    } finally {
      pool.shutdownNow();
    }
  }

  private Observed.Code code(
      Name site, Site.Source source, Map<Question.Place, Question> questions) {
    var ref = new RefName(source.ref());
    if (ref.commit().isPresent()) {
      return memory.found(site, source, source.ref());
    }
    var asked = Objects.requireNonNull(questions.get(place(source)));
    try {
      return memory.found(site, source, asked.answer(ref));
    } catch (HostException e) {
      return memory.failed(site, source, String.valueOf(e.getMessage()));
    }
  }

  /**
   * The commits of a site's code that are on this host and begin with these digits; asks nobody.
   *
   * @param digits 2 to 40 small hexadecimal ones
   * @throws HostException TRANSIENT when the repository cannot be read
   */
  public List<String> commits(Site.Source source, String digits) {
    var prefix = AbbreviatedObjectId.fromString(digits);
    return Remote.of(source.git(), Access.of(source), wire)
        .local()
        .map(there -> SiteRepo.commits(there, prefix))
        .orElseGet(() -> repo(source).commits(prefix));
  }

  private SiteRepo repo(Site.Source source) {
    return repos.computeIfAbsent(source.git(), git -> new SiteRepo(dir, git));
  }

  /**
   * Writes the release's code into a directory, with its submodules where the source wants them;
   * fetches commits that are not here.
   *
   * @param into an empty directory; complete when this returns, and not to be used when it throws
   * @throws HostException TRANSIENT when the commit cannot be had or written now; INVALID when the
   *     code is not what may be written (DESIGN, principle 8)
   */
  public void export(Release release, Path into) {
    var links = new ArrayList<Path>();
    var pieces = new ArrayDeque<>(List.of(Piece.of(release, into)));
    for (var piece = pieces.poll(); piece != null; piece = pieces.poll()) {
      var exported = repo(piece.source()).export(piece, wire);
      links.addAll(exported.links());
      pieces.addAll(exported.submodules());
    }
    new Links(into).require(links);
  }

  @Override
  public void close() {
    repos.values().forEach(SiteRepo::close);
  }
}
