package dev.pilaster.api;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;

/** Each answer that a webhook can get. */
final class Hooks {
  private static final String SECRET = "a secret";
  private static final String PUSH = "{\"ref\": \"refs/heads/main\"}";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Hooks() {}

  static Ask.Answer answer(Path dir, int status) throws IOException {
    var file = Files.writeString(dir.resolve("secret"), SECRET);
    try (var api = new ApiUnderTest(true, Optional.of(file))) {
      return switch (status) {
        case 200 -> ask(api, "gitlab", "Issue Hook", SECRET, PUSH);
        case 202 -> ask(api, "gitlab", "Push Hook", SECRET, PUSH);
        case 400 -> ask(api, "gitlab", "Push Hook", SECRET, "no JSON");
        case 401 -> ask(api, "gitlab", "Push Hook", "a guess", PUSH);
        case 404 -> ask(api, "svn", "Push Hook", SECRET, PUSH);
        case 413 -> ask(api, "gitlab", "Push Hook", SECRET, " ".repeat(1_100_000));
        default -> crowded(api);
      };
    }
  }

  private static Ask.Answer ask(
      ApiUnderTest api, String sender, String event, String secret, String body) {
    return api.ask("POST", "/api/webhook/" + sender, body)
        .header("X-Gitlab-Event", event)
        .header("X-Gitlab-Token", secret)
        .answer();
  }

  /** While others take their time to send what they announced, as many as it takes. */
  private static Ask.Answer crowded(ApiUnderTest api) throws IOException {
    var slow = new ArrayList<Socket>();
    try {
      var answer = ask(api, "gitlab", "Push Hook", SECRET, PUSH);
      var end = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < end && answer.status() != 429) {
        slow.add(announced(api));
        answer = ask(api, "gitlab", "Push Hook", SECRET, PUSH);
      }
      return answer;
    } finally {
      for (var socket : slow) {
        socket.close();
      }
    }
  }

  private static Socket announced(ApiUnderTest api) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), api.port());
    var request = "POST /api/webhook/gitlab HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }
}
