package dev.pilaster.api;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Lets a request to its route when its bearer token (RFC 6750) has the role that this one wants.
 */
final class Gate {
  private static final String SCHEME = "Bearer ";
  private static final String CALLER = "caller";

  private final Tokens tokens;

  Gate(Tokens tokens) {
    this.tokens = tokens;
  }

  void pass(Context request) {
    for (var role : request.routeRoles()) {
      pass(request, (Role) role);
    }
  }

  private void pass(Context request, Role wanted) {
    var token = secret(request).map(s -> tokens.find(s).orElseThrow(Gate::invalid));
    var caller = token.orElseThrow(Gate::missing);
    if (!caller.role().covers(wanted)) {
      throw Fault.of(HttpStatus.FORBIDDEN, "this needs the role " + wanted.text())
          .with("WWW-Authenticate", challenge("insufficient_scope"));
    }
    request.attribute(CALLER, caller.name());
  }

  /** Whether the token that let a request pass is still good; for requests that stay. */
  BooleanSupplier stillOpen(Context request) {
    var secret = secret(request);
    return () -> secret.flatMap(tokens::find).isPresent();
  }

  /** The name of the token that let the request pass. */
  static String caller(Context request) {
    return Optional.ofNullable(request.<String>attribute(CALLER)).orElse("nobody");
  }

  private static Optional<String> secret(Context request) {
    return Optional.ofNullable(request.header("Authorization"))
        .filter(h -> h.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(h -> h.substring(SCHEME.length()).strip());
  }

  private static Fault missing() {
    return Fault.of(HttpStatus.UNAUTHORIZED, "this needs a token: Authorization: Bearer …")
        .with("WWW-Authenticate", "Bearer realm=\"pilaster\"");
  }

  private static Fault invalid() {
    return Fault.of(HttpStatus.UNAUTHORIZED, "this token is not known")
        .with("WWW-Authenticate", challenge("invalid_token"));
  }

  private static String challenge(String error) {
    return "Bearer realm=\"pilaster\", error=\"" + error + "\"";
  }
}
