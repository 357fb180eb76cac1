package dev.pilaster.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A token that the agent makes at each start and leaves in a file for root alone, so that root's
 * commands on the host need no set-up.
 */
public final class LocalToken {
  /** The file's name in the agent's state directory. */
  public static final String NAME = "api.token";

  private LocalToken() {}

  /** Makes one and writes its secret; mode 0600 from its first byte. */
  public static Tokens.Token make(Path state) throws IOException {
    var secret = Tokens.secret();
    Files.createDirectories(state);
    var fresh = state.resolve(NAME + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(fresh, secret + "\n");
    Files.move(fresh, state.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    return Tokens.Token.of("local", Role.ADMIN, secret);
  }
}
