package dev.pilaster.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A visitor with cookies: curl(1), which asks one server whatever the address's host is. */
final class Browser {
  private final URI server;
  private final Path cookies;

  Browser(URI server) {
    this.server = server;
    try {
      this.cookies = Files.createTempFile("pilaster-cookies", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Status and body; redirects are not followed. */
  record Page(int status, String body) {}

  Page get(String url) {
    return ask(url, List.of());
  }

  /** Sends a form; each field as {@code name=value}. */
  Page post(String url, String... fields) {
    var arguments = new ArrayList<String>();
    for (var field : fields) {
      arguments.addAll(List.of("--data-urlencode", field));
    }
    return ask(url, arguments);
  }

  /** Sends a form with files; a field as {@code name=value} or {@code name=@path;type=…}. */
  Page upload(String url, String... fields) {
    var arguments = new ArrayList<String>();
    for (var field : fields) {
      arguments.addAll(List.of("--form", field));
    }
    return ask(url, arguments);
  }

  private Page ask(String url, List<String> arguments) {
    var argv = new ArrayList<>(List.of("curl", "-sS", "-m", "60"));
    argv.addAll(List.of("--connect-to", "::" + server.getHost() + ":" + server.getPort()));
    argv.addAll(List.of("-b", cookies.toString(), "-c", cookies.toString()));
    argv.addAll(List.of("-w", "\n%{http_code}"));
    argv.addAll(arguments);
    argv.add(url);
    var said = Ran.of(argv).good();
    var end = said.lastIndexOf('\n');
    return new Page(Integer.parseInt(said.substring(end + 1).strip()), said.substring(0, end));
  }
}
