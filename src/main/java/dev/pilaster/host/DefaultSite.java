package dev.pilaster.host;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Debian's own default site. It gives way to ours while it is a link to the file as packaged, by
 * dpkg's own record; one that somebody has edited is his.
 *
 * @param packaged the MD5 of a file as it was packaged, empty for one that was not
 */
record DefaultSite(Path link, UnaryOperator<String> packaged) {
  static final DefaultSite DEBIAN =
      new DefaultSite(Path.of("/etc/nginx/sites-enabled/default"), DefaultSite::packaged);

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** Whether it is there, and as packaged. */
  boolean untouched() throws IOException {
    if (!Files.isSymbolicLink(link) || !Files.exists(link)) {
      return false;
    }
    return packaged.apply(file().toString()).equals(md5(Files.readAllBytes(link)));
  }

  /** The file behind the link. */
  Path file() throws IOException {
    return link.toRealPath();
  }

  /** Takes the link away; answers its target, for {@link #restore}. */
  Path giveWay() throws IOException {
    var target = Files.readSymbolicLink(link);
    Files.delete(link);
    return target;
  }

  void restore(Path target) throws IOException {
    if (!Files.exists(link, NOFOLLOW_LINKS)) {
      Files.createSymbolicLink(link, target);
    }
  }

  /** The MD5 that dpkg keeps of a configuration file; empty when it knows none. */
  static String packaged(String file) {
    var argv = List.of("dpkg-query", "-W", "-f=${Conffiles}\n", "nginx-common");
    var result = Command.run(TIMEOUT, argv);
    return result
        .output()
        .lines()
        .map(line -> line.strip().split(" ", 3))
        .filter(fields -> fields.length >= 2 && fields[0].equals(file))
        .map(fields -> fields[1])
        .findFirst()
        .orElse("");
  }

  private static String md5(byte[] bytes) {
    try {
      var digest = MessageDigest.getInstance("MD5").digest(bytes);
      return "%032x".formatted(new BigInteger(1, digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
