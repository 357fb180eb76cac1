package dev.pilaster.notify;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends one request until it is taken, or refused for good, or patience is at an end. */
final class Post {
  private static final int KEPT = 300;

  private final HttpClient client;
  private final Patience patience;
  private final InstantSource clock;

  Post(Patience patience, InstantSource clock) {
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience.answer())
            .build();
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * The last answer; waits for as long as patience lasts.
   *
   * @throws IOException when the last attempt had no answer at all
   */
  Answer send(Callable<HttpRequest> request) throws IOException, InterruptedException {
    try {
      return Retry.of("notify", retries()).executeCallable(() -> once(request.call()));
    } catch (IOException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private RetryConfig retries() {
    return RetryConfig.<Answer>custom()
        .maxAttempts(patience.attempts())
        .retryOnResult(Answer::later)
        .retryOnException(e -> e instanceof IOException)
        .intervalBiFunction(this::pause)
        .build();
  }

  /** What the receiver asks for counts; else it doubles. */
  private Long pause(int attempt, Either<Throwable, Answer> last) {
    var own =
        IntervalFunction.ofExponentialRandomBackoff(patience.backoff(), 2.0, 0.5).apply(attempt);
    var asked =
        last.isRight() ? last.get().rest(clock.instant()).map(Duration::toMillis).orElse(0L) : 0L;
    return Math.min(Math.max(own, asked), patience.longest().toMillis());
  }

  private Answer once(HttpRequest request) throws IOException, InterruptedException {
    var text = new ByteArrayOutputStream();
    var body = BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(b -> keep(text, b)));
    var answer = client.sendAsync(request, body);
    try {
      return answer(answer.get(patience.answer().toMillis(), TimeUnit.MILLISECONDS), text);
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + patience.answer().toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private static void keep(ByteArrayOutputStream text, byte[] part) {
    text.write(part, 0, Math.min(part.length, Math.max(0, KEPT - text.size())));
  }

  private static Answer answer(HttpResponse<Void> response, ByteArrayOutputStream text) {
    var line = text.toString(StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return new Answer(response.statusCode(), response.headers(), line);
  }
}
