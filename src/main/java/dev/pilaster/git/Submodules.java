package dev.pilaster.git;

import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * What {@code .gitmodules} says (gitmodules(5)). Only path and url are read: the file is part of
 * somebody's code, and may neither run a command nor name a place of this host.
 */
final class Submodules {
  private static final String FILE = ".gitmodules";
  private static final String SECTION = "submodule";
  private static final int LONGEST = 1 << 20;
  private static final int DEEPEST = 8;

  private final Piece parent;
  private final SortedMap<String, String> urls = new TreeMap<>();

  private Submodules(Piece parent) {
    this.parent = parent;
  }

  /**
   * The submodules of a tree as pieces.
   *
   * @param root the commit's whole tree
   * @param gitlinks place below the piece's directory to the commit that belongs there
   * @throws HostException INVALID for one without an address, or with one that is not followed
   */
  static List<Piece> of(
      Piece parent, ObjectReader reader, ObjectId root, SortedMap<String, ObjectId> gitlinks)
      throws IOException {
    if (!parent.source().submodules() || gitlinks.isEmpty()) {
      return List.of();
    }
    if (parent.depth() >= DEEPEST) {
      throw new HostException(
          Kind.INVALID, "submodules are nested more than " + DEEPEST + " levels deep");
    }
    var modules = new Submodules(parent);
    modules.read(reader, root);
    return gitlinks.entrySet().stream().map(e -> modules.piece(e.getKey(), e.getValue())).toList();
  }

  private void read(ObjectReader reader, ObjectId root) throws IOException {
    try (var walk = TreeWalk.forPath(reader, FILE, root)) {
      if (walk == null || (walk.getRawMode(0) & FileMode.TYPE_MASK) != FileMode.TYPE_FILE) {
        return;
      }
      var text = reader.open(walk.getObjectId(0)).getCachedBytes(LONGEST);
      var config = new Config();
      config.fromText(new String(text, StandardCharsets.UTF_8));
      for (var name : config.getSubsections(SECTION)) {
        var path = Optional.ofNullable(config.getString(SECTION, name, "path"));
        var url = Optional.ofNullable(config.getString(SECTION, name, "url"));
        path.ifPresent(p -> url.ifPresent(u -> urls.put(p, u)));
      }
    } catch (ConfigInvalidException e) {
      throw new HostException(Kind.INVALID, FILE + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Piece piece(String place, ObjectId commit) {
    var base = RepoPath.directory(parent.source().path());
    var url = Optional.ofNullable(urls.get(base.isEmpty() ? place : base + "/" + place));
    var address =
        url.map(u -> new SubmoduleUrl(parent.source().git(), u).address(place))
            .orElseThrow(() -> new HostException(Kind.INVALID, unknown(place)));
    var into = parent.into().resolve(place);
    return new Piece(source(address), commit.name(), into, parent.depth() + 1);
  }

  private static String unknown(String place) {
    return "submodule \"" + place + "\" has no path and url in " + FILE;
  }

  /** The site's own key may open it; a password is only told to the host that it is for. */
  private Site.Source source(String address) {
    var of = parent.source();
    var same = SubmoduleUrl.sameHost(of.git(), address);
    return new Site.Source(
        address,
        of.ref(),
        of.sshKey(),
        same ? of.username() : Optional.empty(),
        same ? of.password() : Optional.empty(),
        of.knownHosts(),
        true,
        ".",
        of.keepReleases(),
        Optional.empty());
  }
}
