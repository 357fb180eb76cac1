package dev.pilaster.git;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;

/** What a failure of jgit means, in words and for the next attempt. */
final class Failure {
  /** Parts of jgit's and sshd's messages that say that asking again is of no use. */
  private static final List<String> FINAL =
      List.of(
          "not authorized",
          "not permitted",
          "Authentication is required",
          "authentication not supported",
          "No more authentication methods",
          "Cannot log in",
          "Server key did not validate");

  private Failure() {}

  /** Whether the same request may succeed a moment later. */
  static boolean mayPass(Throwable failure) {
    return failure instanceof IOException
        && !(failure instanceof HostKeyRefused)
        && !has(failure, SSLException.class)
        && !(failure instanceof NoRemoteRepositoryException)
        && FINAL.stream().noneMatch(text(failure)::contains);
  }

  /** Whether objects of a repository on this machine are missing or damaged. */
  static boolean ofObjects(Throwable failure) {
    return has(failure, MissingObjectException.class) || has(failure, CorruptObjectException.class);
  }

  private static boolean has(Throwable failure, Class<? extends IOException> kind) {
    var cause = failure.getCause();
    return kind.isInstance(failure) || (cause != null && has(cause, kind));
  }

  /** The first and the last message of the chain: what failed, and what answered. */
  static String text(Throwable failure) {
    var root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    var first = message(failure);
    var last = message(root);
    return first.contains(last) ? first : first + ": " + last;
  }

  private static String message(Throwable failure) {
    var message = Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getName());
    if (failure instanceof UnknownHostException) {
      return "unknown host " + message;
    }
    return failure instanceof SocketTimeoutException ? "no answer in time" : message;
  }
}
