package dev.pilaster.cli;

import dev.pilaster.api.LocalToken;
import dev.pilaster.pillar.AgentSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which agent a command talks to, and with whose token. */
final class Where {
  @Mixin private final Settings settings = new Settings();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "another agent than this host's; also PILASTER_URL")
  private Optional<String> url = Optional.empty();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "else PILASTER_TOKEN or ~/.config/pilaster/token")
  private Optional<Path> tokenFile = Optional.empty();

  /** This host's agent needs no token from root: the running agent leaves one beside its state. */
  Door open(Console console) {
    var environment = console.environment();
    var elsewhere = url.or(() -> Settings.variable(environment, "PILASTER_URL"));
    if (elsewhere.isPresent()) {
      return new Door(uri(elsewhere.get()), given(environment).or(() -> kept(environment)));
    }
    var config = settings.read(console);
    var local = config.state().resolve(LocalToken.NAME);
    return new Door(
        uri(address(config.settings().api())),
        given(environment).or(() -> read(local)).or(() -> kept(environment)));
  }

  private Optional<String> given(Map<String, String> environment) {
    return tokenFile
        .map(file -> read(file).orElseThrow(() -> Trouble.invalid(file + " cannot be read")))
        .or(() -> Settings.variable(environment, "PILASTER_TOKEN"));
  }

  private static Optional<String> kept(Map<String, String> environment) {
    var home = Settings.variable(environment, "HOME").map(h -> Path.of(h, ".config"));
    return Settings.variable(environment, "XDG_CONFIG_HOME")
        .map(Path::of)
        .or(() -> home)
        .flatMap(dir -> read(dir.resolve("pilaster/token")));
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file).strip()).filter(t -> !t.isEmpty());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whoever listens on every address is reached on loopback. */
  private static String address(AgentSettings.Api api) {
    var host =
        switch (api.host()) {
          case "0.0.0.0" -> "127.0.0.1";
          case "::", "[::]" -> "[::1]";
          default -> api.host().contains(":") ? "[" + api.host() + "]" : api.host();
        };
    return "http://" + host + ":" + api.port();
  }

  private static URI uri(String text) {
    try {
      var uri = URI.create(text.endsWith("/") ? text : text + "/");
      if (uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("https?")) {
        throw new IllegalArgumentException();
      }
      return uri;
    } catch (IllegalArgumentException e) {
      throw Trouble.invalid("not a URL like http://127.0.0.1:8460: " + text);
    }
  }
}
