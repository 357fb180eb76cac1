package dev.pilaster.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.pilaster.agent.Control;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /api/webhook/{sender}}: only makes the agent look at git sooner. Nothing of the
 * payload is believed, so that a replay or a flood does no more than one look a second.
 */
final class Webhook {
  private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
  private static final int LARGEST = 1024 * 1024;
  private static final String FORM = "payload=";

  private final Control control;
  private final Runnable unsigned;
  private final Optional<Path> secretFile;

  /** Each holds a thread and a body. */
  private final Semaphore open = new Semaphore(4);

  /** {@code unsigned} counts those that are not signed with the secret. */
  Webhook(Control control, Runnable unsigned, Optional<Path> secretFile) {
    this.control = control;
    this.unsigned = unsigned;
    this.secretFile = secretFile;
  }

  /** {@code reason}: why nothing follows from it. */
  record Taken(boolean accepted, String reason) {}

  void take(Context request) throws IOException {
    var secret = secret().orElseThrow(() -> Fault.notFound("no webhook secret is configured"));
    var name = request.pathParam("sender");
    var sender = Sender.named(name).orElseThrow(() -> Fault.notFound("no sender \"" + name + "\""));
    if (!open.tryAcquire()) {
      throw Fault.of(HttpStatus.TOO_MANY_REQUESTS, "enough webhooks are read already")
          .with("Retry-After", "5");
    }
    try {
      take(request, sender, secret);
    } finally {
      open.release();
    }
  }

  private void take(Context request, Sender sender, byte[] secret) throws IOException {
    var body = body(request);
    if (!sender.sent(header -> header(request, header), body, secret)) {
      unsigned.run();
      LOG.warn("a webhook from {} is not signed with our secret", request.ip());
      throw Fault.of(HttpStatus.UNAUTHORIZED, "the signature is missing or wrong");
    }
    var payload = payload(body);
    var ref = payload.path("ref").asText();
    var other = sender.other(header -> header(request, header), payload);
    if (other.isPresent()) {
      ignored(request, "\"" + other.get() + "\" is no push");
    } else if (!ref.isEmpty() && !control.follows(ref)) {
      ignored(request, ref + " is not followed");
    } else {
      control.poll();
      Answers.json(request, HttpStatus.ACCEPTED, new Taken(true, ""));
    }
  }

  private static void ignored(Context request, String reason) {
    Answers.json(request, new Taken(false, reason));
  }

  private static Optional<String> header(Context request, String name) {
    return Optional.ofNullable(request.header(name));
  }

  private static byte[] body(Context request) throws IOException {
    var body = request.bodyInputStream().readNBytes(LARGEST + 1);
    if (body.length > LARGEST) {
      throw Fault.of(HttpStatus.CONTENT_TOO_LARGE, "the body is larger than " + LARGEST + " bytes");
    }
    return body;
  }

  /** JSON as it is, or in a form's field: GitHub knows both. */
  private static JsonNode payload(byte[] body) throws IOException {
    var text = new String(body, StandardCharsets.UTF_8);
    try {
      return text.startsWith(FORM)
          ? Json.read(decoded(text).getBytes(StandardCharsets.UTF_8))
          : Json.read(body);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw Fault.badRequest("the body is not JSON");
    }
  }

  private static String decoded(String form) {
    return URLDecoder.decode(form.substring(FORM.length()), StandardCharsets.UTF_8);
  }

  /** An empty secret would be known to everybody. */
  private Optional<byte[]> secret() throws IOException {
    if (secretFile.isEmpty()) {
      return Optional.empty();
    }
    var secret = Files.readString(secretFile.get()).strip();
    return secret.isEmpty()
        ? Optional.empty()
        : Optional.of(secret.getBytes(StandardCharsets.UTF_8));
  }
}
