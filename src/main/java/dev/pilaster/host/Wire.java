package dev.pilaster.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * HTTP to the engine: docker-java's transport is known here and nowhere else. Its own timeouts do
 * nothing on a unix socket, so that a call with a deadline runs in a thread that is interrupted
 * when the time is over, which closes the socket.
 */
final class Wire implements AutoCloseable {
  private static final int CONNECTIONS = 64;

  private final String host;
  private final Duration longest;
  private final DockerHttpClient http;
  private final ExecutorService threads = Executors.newCachedThreadPool(new Daemon("engine"));

  /** {@code host}: unix:///path or tcp://host:port. */
  Wire(String host) {
    this(host, Duration.ofDays(1));
  }

  /** {@code longest}: no call may take longer, whatever its own deadline is. */
  Wire(String host, Duration longest) {
    this.host = host;
    this.longest = longest;
    this.http =
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(URI.create(host))
            .maxConnections(CONNECTIONS)
            .connectionTimeout(Duration.ofSeconds(10))
            .build();
  }

  /** An answer's first line, and the API version that it names ("" for none). */
  record Head(int status, String apiVersion) {}

  /** Reads an answer while it comes. */
  interface Reader<T> {
    T read(Head head, InputStream body) throws IOException;
  }

  /** A call that has been sent. */
  record Sent<T>(Call call, Future<T> answer) {}

  /** Sends it in a thread of its own. {@code prefix}: the API version's part of the path. */
  <T> Sent<T> send(Call call, String prefix, Reader<T> reader) {
    return new Sent<>(call, threads.submit(() -> exchange(call, prefix, reader)));
  }

  /** The same for a call on a connection of its own. */
  <T> Sent<T> send(Call call, Callable<T> work) {
    return new Sent<>(call, threads.submit(work));
  }

  /** Runs something of ours beside the caller. */
  void fork(Runnable task) {
    threads.execute(task);
  }

  /** Waits for the answer until the call's deadline. */
  <T> T await(Sent<T> sent) {
    var call = sent.call();
    var millis = Math.min(call.deadline().toMillis(), longest.toMillis());
    try {
      return sent.answer().get(millis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failure(call, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      sent.answer().cancel(true);
      var message = call.what() + ": no answer within " + millis + " ms";
      throw new HostException(Kind.TRANSIENT, message, e);
    } catch (InterruptedException e) {
      sent.answer().cancel(true);
      Thread.currentThread().interrupt();
      throw new HostException(Kind.TRANSIENT, call.what() + ": interrupted", e);
    }
  }

  /** Sends and reads in the caller's thread, without a deadline; an interrupt ends it. */
  <T> T exchange(Call call, String prefix, Reader<T> reader) {
    try (var response = http.execute(request(call, prefix))) {
      var version = response.getHeader("Api-Version");
      var head = new Head(response.getStatusCode(), version == null ? "" : version);
      return reader.read(head, response.getBody());
    } catch (IOException | RuntimeException e) {
      throw failure(call, e);
    }
  }

  /** What went wrong on the way, as an exception of ours. */
  private HostException failure(Call call, Throwable cause) {
    if (cause instanceof HostException ours) {
      return ours;
    }
    var root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    var kind = root instanceof IOException ? Kind.TRANSIENT : Kind.BUG;
    return new HostException(
        kind, call.what() + ": no answer from the engine at " + host + ": " + root, cause);
  }

  private static Request request(Call call, String prefix) {
    var builder =
        Request.builder().method(Method.valueOf(call.method())).path(prefix + call.path());
    builder.putAllHeaders(call.headers());
    if (!call.body().isMissingNode()) {
      builder.putHeader("Content-Type", "application/json");
      builder.bodyBytes(bytes(call.body()));
    }
    return builder.build();
  }

  private static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    http.close();
  }
}
