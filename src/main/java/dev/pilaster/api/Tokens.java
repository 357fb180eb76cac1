package dev.pilaster.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may ask: a file with one {@code name role sha256} a line, read again when it has changed, and
 * what was added at the start. Secrets are kept as their SHA-256 only.
 */
public final class Tokens {
  private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SECRET_BYTES = 32;

  private final Path file;
  private final List<Token> added;
  private volatile Seen seen = new Seen(Optional.empty(), List.of());

  /** {@code added}: tokens that stand in no file. */
  public Tokens(Path file, Token... added) {
    this.file = file;
    this.added = List.of(added);
  }

  /** {@code sha256}: 64 hexadecimal digits of the secret's digest. */
  public record Token(String name, Role role, String sha256) {
    public Token {
      if (!sha256.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException("not a SHA-256 of 64 hexadecimal digits");
      }
      if (!name.matches("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")) {
        throw new IllegalArgumentException("not a token's name: \"" + name + "\"");
      }
    }

    /** The token of a secret. */
    public static Token of(String name, Role role, String secret) {
      return new Token(name, role, digest(secret));
    }

    /** Its line in the file. */
    public String line() {
      return name + " " + role.text() + " " + sha256 + "\n";
    }

    /** Of a line of the file. */
    static Token parse(String line) {
      var words = line.strip().split("\\s+", -1);
      if (words.length != 3) {
        throw new IllegalArgumentException("expected: name role sha256");
      }
      var role = Role.parse(words[1]);
      return new Token(
          words[0], role.orElseThrow(() -> new IllegalArgumentException("no such role")), words[2]);
    }
  }

  private record Stamp(FileTime modified, long size, Optional<Object> key) {}

  private record Seen(Optional<Stamp> stamp, List<Token> tokens) {}

  /** A fresh secret of 256 bits. */
  public static String secret() {
    var bytes = new byte[SECRET_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Whose secret it is; the time that it takes does not depend on how much of it is right. */
  Optional<Token> find(String secret) {
    var asked = digest(secret).getBytes(StandardCharsets.US_ASCII);
    Optional<Token> found = Optional.empty();
    for (var token : Stream.concat(added.stream(), read().stream()).toList()) {
      if (MessageDigest.isEqual(asked, token.sha256().getBytes(StandardCharsets.US_ASCII))) {
        found = Optional.of(token);
      }
    }
    return found;
  }

  private List<Token> read() {
    var last = seen;
    try {
      var stamp = stamp();
      if (!last.stamp().equals(Optional.of(stamp))) {
        seen = last = new Seen(Optional.of(stamp), parse(Files.readString(file)));
      }
    } catch (NoSuchFileException e) {
      seen = last = new Seen(Optional.empty(), List.of());
    } catch (IOException e) {
      LOG.warn("cannot read {}: {}; no token of it is known", file, e.toString());
      seen = last = new Seen(Optional.empty(), List.of());
    }
    return last.tokens();
  }

  private Stamp stamp() throws IOException {
    var now = Files.readAttributes(file, BasicFileAttributes.class);
    return new Stamp(now.lastModifiedTime(), now.size(), Optional.ofNullable(now.fileKey()));
  }

  private List<Token> parse(String text) {
    var lines = text.lines().toList();
    return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
        .filter(i -> !lines.get(i).isBlank() && !lines.get(i).stripLeading().startsWith("#"))
        .flatMap(i -> token(lines.get(i), i + 1).stream())
        .toList();
  }

  private Optional<Token> token(String line, int number) {
    try {
      return Optional.of(Token.parse(line));
    } catch (IllegalArgumentException e) {
      LOG.warn("{}:{}: {}; the line does not count", file, number, e.getMessage());
      return Optional.empty();
    }
  }

  private static String digest(String secret) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
