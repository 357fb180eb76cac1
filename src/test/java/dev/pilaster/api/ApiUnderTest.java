package dev.pilaster.api;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;

/** A real API on a free port before a stub. */
public final class ApiUnderTest implements AutoCloseable {
  public static final String READ = "read-secret";
  public static final String SYNC = "sync-secret";
  public static final String ADMIN = "admin-secret";

  public final StubControl control = new StubControl();
  final Metrics metrics = new Metrics(new Version("1.2.3", "abc1234"));
  private final HttpApi api;

  public ApiUnderTest() {
    this(true);
  }

  ApiUnderTest(boolean metricsPublic) {
    this(metricsPublic, Optional.empty());
  }

  public ApiUnderTest(boolean metricsPublic, Optional<Path> webhookSecret) {
    var tokens =
        new Tokens(
            Path.of("/nonexistent"),
            Tokens.Token.of("reader", Role.READ, READ),
            Tokens.Token.of("ci", Role.SYNC, SYNC),
            Tokens.Token.of("root", Role.ADMIN, ADMIN));
    api =
        HttpApi.start(
            new HttpApi.Settings("127.0.0.1", 0, metricsPublic, webhookSecret),
            tokens,
            control,
            metrics,
            Clock.fixed(Samples.NOW, ZoneOffset.UTC));
  }

  public int port() {
    return api.port();
  }

  java.util.List<String> routes() {
    return api.routes();
  }

  Ask ask(String method, String path, String body) {
    return Ask.of(port(), method, path, body);
  }

  Ask.Answer get(String path) {
    return ask("GET", path, "").as(READ).answer();
  }

  Ask.Answer post(String path, String body) {
    return ask("POST", path, body).as(SYNC).answer();
  }

  @Override
  public void close() {
    api.close();
  }
}
