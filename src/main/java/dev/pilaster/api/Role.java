package dev.pilaster.api;

import io.javalin.security.RouteRole;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a token may do; each may all that those before it may. */
public enum Role implements RouteRole {
  READ,
  SYNC,
  ADMIN;

  /** As the tokens file writes it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether this one may do what the other one may. */
  boolean covers(Role other) {
    return compareTo(other) >= 0;
  }

  /** The role of this name. */
  public static Optional<Role> parse(String text) {
    return Arrays.stream(values()).filter(r -> r.text().equals(text)).findFirst();
  }
}
