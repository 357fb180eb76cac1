package dev.pilaster.pillar;

import dev.pilaster.model.Secret;
import dev.pilaster.model.Site;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code source}: where a site's code comes from. */
final class SourceReader {
  private static final Keys BUILD_KEYS = new Keys();
  private static final Key<String> IMAGE =
      BUILD_KEYS.needed("image", Formats.IMAGE.to(Object::toString), "what the build runs in");
  private static final Key<List<String>> COMMANDS =
      BUILD_KEYS.list("commands", Formats.LINE, "run one after another in the release");
  private static final Key<Duration> TIMEOUT =
      BUILD_KEYS.or("timeout", Units.DURATION, Duration.ofMinutes(15), "of all commands; = 15m");

  private static final Keys KEYS = new Keys();
  private static final Key<String> GIT =
      KEYS.needed("git", Shapes.TEXT.to(SourceReader::repository), "ssh, https or a path");
  private static final Key<String> REF =
      KEYS.needed(
          "ref",
          Shapes.text("[A-Za-z0-9_][^\\s~^:?*\\[\\\\]*", "a branch, a tag or a full commit id"),
          "branch, tag or full commit id");
  private static final Key<Optional<Secret>> SSH_KEY =
      KEYS.maybe("ssh_key", Shapes.SECRET, "a private key, for ssh");
  private static final Key<Optional<String>> USERNAME =
      KEYS.maybe("username", Formats.LINE, "for https");
  private static final Key<Optional<Secret>> PASSWORD =
      KEYS.maybe("password", Shapes.SECRET, "password or token, for https");
  private static final Key<List<String>> KNOWN_HOSTS =
      KEYS.list("known_hosts", Formats.LINE, "host keys, as in ssh's known_hosts");
  private static final Key<Boolean> SUBMODULES =
      KEYS.or("submodules", Shapes.BOOL, false, "fetch submodules too; = false");
  private static final Key<String> PATH =
      KEYS.or("path", Formats.RELATIVE, ".", "the repository's directory that is the site; = .");
  private static final Key<Integer> KEEP =
      KEYS.or("keep_releases", Shapes.integer(1, 100), 5, "how many releases stay; = 5");
  private static final Key<Optional<Site.Build>> BUILD =
      KEYS.maybe("build", BUILD_KEYS.shape(SourceReader::build), "a build in a container");

  static final Shape<Site.Source> SHAPE = KEYS.shape(SourceReader::read);

  private SourceReader() {}

  private static Site.Build build(Values v) {
    return new Site.Build(v.get(IMAGE), v.get(COMMANDS), v.get(TIMEOUT));
  }

  private static Site.Source read(Values v) {
    return new Site.Source(
        v.get(GIT),
        v.get(REF),
        v.get(SSH_KEY),
        v.get(USERNAME),
        v.get(PASSWORD),
        v.get(KNOWN_HOSTS),
        v.get(SUBMODULES),
        v.get(PATH),
        v.get(KEEP),
        v.get(BUILD));
  }

  /** Only what cannot run a command, and holds no password that would be shown. */
  private static String repository(String url) {
    if (url.matches("https://[^/@]*:[^/@]*@.*")) {
      throw new IllegalArgumentException(
          "holds a password; use the keys username and password instead");
    }
    if (!url.matches(
        "(https://|ssh://|file:///|/)[^\\s]+|[A-Za-z0-9_.-]+@[A-Za-z0-9.-]+:[^\\s]+")) {
      throw new IllegalArgumentException(
          Shapes.quoted(url)
              + " is not a repository: write git@host:path, https://… or an absolute path");
    }
    return url;
  }
}
