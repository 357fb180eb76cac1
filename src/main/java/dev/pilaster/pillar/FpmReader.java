package dev.pilaster.pillar;

import dev.pilaster.model.Probe;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code fpm} and {@code probe}: how a container is spoken to. */
final class FpmReader {
  private static final Keys FPM_KEYS = new Keys();
  private static final Key<Boolean> LISTEN =
      FPM_KEYS.or(
          "listen",
          Shapes.word(Map.of("socket", true, "tcp", false)),
          true,
          "socket or tcp; = socket");

  /** Whether it listens on a socket. */
  static final Shape<Boolean> FPM = FPM_KEYS.shape(v -> v.get(LISTEN));

  private static final Shape<String> PATH = Shapes.text("/[^\\s]*", "a path");

  private static final Keys HTTP_KEYS = new Keys();
  private static final Key<String> HTTP_PATH = HTTP_KEYS.or("path", PATH, "/", "= /");
  private static final Key<List<Integer>> STATUS =
      HTTP_KEYS.or(
          "status",
          Shapes.list(Shapes.integer(100, 599)),
          List.of(200),
          "codes that are good; = [200]");

  private static final Keys PING_KEYS = new Keys();
  private static final Key<String> PING =
      PING_KEYS.or("ping", PATH, "/ping", "FPM's ping.path; = /ping");

  private static final Keys KEYS = new Keys();
  private static final List<Key<? extends Optional<? extends Probe>>> KINDS =
      List.of(
          KEYS.maybe(
              "http",
              HTTP_KEYS.shape(v -> new Probe.Http(v.get(HTTP_PATH), v.get(STATUS))),
              "GET a path; a code of the list is good"),
          KEYS.maybe("tcp", new Keys().shape(v -> new Probe.Tcp()), "a connection is good"),
          KEYS.maybe("exec", ProgramReader.COMMAND.to(Probe.Exec::new), "exit 0 is good"),
          KEYS.maybe(
              "fpm",
              PING_KEYS.shape(v -> new Probe.Fpm(v.get(PING))),
              "a FastCGI ping that is answered is good"),
          KEYS.maybe(
              "sql",
              new Keys().shape(v -> new Probe.Sql(Optional.empty())),
              "a login and a query are good"));

  static final Shape<Probe> PROBE = KEYS.shape(FpmReader::probe);

  private FpmReader() {}

  private static Probe probe(Values v) {
    var set = KINDS.stream().<Probe>flatMap(k -> v.get(k).map(p -> (Probe) p).stream()).toList();
    if (set.size() != 1) {
      v.fail("a probe is exactly one of http, tcp, exec, fpm, sql");
      return new Probe.None();
    }
    return set.get(0);
  }
}
