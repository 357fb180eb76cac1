package dev.pilaster.pillar;

import dev.pilaster.pillar.AgentSettings.Api;
import dev.pilaster.pillar.AgentSettings.Program;
import dev.pilaster.pillar.AgentSettings.Programs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The sections of {@code agent.yaml} that lead to others: API and programs. */
final class AgentDoors {
  private static final Pattern LISTEN = Pattern.compile("(.+):(\\d{1,5})");

  private static final Keys API_KEYS = new Keys();
  private static final Key<Listen> LISTEN_AT =
      API_KEYS.or(
          "listen",
          Shapes.text("\\S+:\\d{1,5}", "an address and a port: write it like 127.0.0.1:8460")
              .to(AgentDoors::listen),
          new Listen("127.0.0.1", 8460),
          "address and port; = 127.0.0.1:8460");
  private static final Key<String> TOKENS =
      API_KEYS.or("tokens_file", AgentReader.FILE, "/etc/pilaster/tokens", "who may ask");
  private static final Key<Optional<Object>> TLS =
      API_KEYS.maybe("tls", new AnyValue(), "certificate and key; = null");
  private static final Key<Optional<String>> WEBHOOK =
      API_KEYS.maybe("webhook_secret_file", AgentReader.FILE, "signs webhooks; = null");
  private static final Key<Boolean> METRICS =
      API_KEYS.or("metrics_public", Shapes.BOOL, true, "metrics need no token; = true");

  static final Shape<Api> API = API_KEYS.shape(AgentDoors::api);

  private static final Shape<List<String>> COMMAND =
      Shapes.either(Shapes.TEXT.to(Words::split), Shapes.list(Shapes.TEXT))
          .to(AgentDoors::notEmpty);

  private static final Keys PROGRAM_KEYS = new Keys();
  private static final Key<Optional<List<String>>> CHECK =
      PROGRAM_KEYS.maybe("check", COMMAND, "exits 0 for a good configuration");
  private static final Key<Optional<List<String>>> RELOAD =
      PROGRAM_KEYS.maybe("reload", COMMAND, "makes it read its files");
  private static final Key<Optional<String>> ADDRESS =
      PROGRAM_KEYS.maybe(
          "address",
          Shapes.text("\\S+:\\d{1,5}", "an address and a port: write it like 127.0.0.1:80"),
          "where it answers");
  private static final Shape<Optional<Program>> PROGRAM =
      Shapes.either(
          Shapes.word(Map.of("none", Optional.<Program>empty())),
          PROGRAM_KEYS.shape(
              v -> Optional.of(new Program(v.get(CHECK), v.get(RELOAD), v.get(ADDRESS)))));

  private static final Keys PROGRAMS_KEYS = new Keys();
  private static final Key<Optional<Program>> NGINX = program("nginx");
  private static final Key<Optional<Program>> DNSMASQ = program("dnsmasq");
  private static final Key<Optional<Program>> POSTFIX = program("postfix");

  static final Shape<Programs> PROGRAMS =
      PROGRAMS_KEYS.shape(v -> new Programs(v.get(NGINX), v.get(DNSMASQ), v.get(POSTFIX)));

  private record Listen(String host, int port) {}

  private AgentDoors() {}

  private static Key<Optional<Program>> program(String name) {
    return PROGRAMS_KEYS.or(name, PROGRAM, Optional.of(Program.DEFAULT), "or none");
  }

  private static Listen listen(String text) {
    var parts = LISTEN.matcher(text);
    var port = parts.matches() ? Integer.parseInt(parts.group(2)) : -1;
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException(Shapes.quoted(text) + " has no port from 0 to 65535");
    }
    return new Listen(parts.group(1).replaceAll("^\\[|\\]$", ""), port);
  }

  private static List<String> notEmpty(List<String> words) {
    if (words.isEmpty()) {
      throw new IllegalArgumentException("is an empty command");
    }
    return words;
  }

  private static Api api(Values v) {
    if (v.get(TLS).isPresent()) {
      v.fail(TLS, "not supported yet: put a proxy before the API, or leave it on loopback");
    }
    var listen = v.get(LISTEN_AT);
    return new Api(listen.host(), listen.port(), v.get(TOKENS), v.get(WEBHOOK), v.get(METRICS));
  }
}
