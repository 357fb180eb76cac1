package dev.pilaster.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * A file that everybody may read: the dashboard's own, which ask for a token themselves, and the
 * OpenAPI document.
 */
final class Page {
  /**
   * Scripts and styles come from here alone, and none from a text: a page whose texts other people
   * wrote needs no trust in them (CSP level 3, Trusted Types).
   */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types 'none'";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "json", "application/json");

  private final String type;
  private final byte[] text;

  /** Changes with the text. */
  private final String tag;

  private Page(String type, byte[] text) {
    this.type = type;
    this.text = text;
    this.tag = '"' + digest(text) + '"';
  }

  /** Serves a resource of this package under a path. */
  static void serve(RoutesConfig routes, String path, String resource) {
    var page = of(resource);
    routes.get(path, page::answer);
  }

  private static Page of(String resource) {
    try (var file = Page.class.getResourceAsStream(resource)) {
      if (file == null) {
        throw new IllegalStateException(resource + " is not in this build");
      }
      var text = file.readAllBytes();
      var type = TYPES.getOrDefault(resource.substring(resource.lastIndexOf('.') + 1), "");
      return new Page(type, text);
    } catch (IOException e) {
      throw new UncheckedIOException("reading our own resource", e);
    }
  }

  private static String digest(byte[] text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(digest).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private void answer(Context request) {
    request
        .header("Content-Security-Policy", POLICY)
        .header("Referrer-Policy", "no-referrer")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("Cache-Control", "no-cache")
        .header("ETag", tag);
    if (tag.equals(request.header("If-None-Match"))) {
      request.status(HttpStatus.NOT_MODIFIED);
    } else {
      request.contentType(type).result(text);
    }
  }
}
