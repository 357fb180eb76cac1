package dev.pilaster.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.pilaster.model.HostException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** The engine's API in one negotiated version; refusals are {@link HostException}. */
final class Api implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  private final Wire wire;
  private volatile @Nullable ApiVersion version;

  /** {@code host}: unix:///path or tcp://host:port. */
  Api(String host) {
    this(new Wire(host));
  }

  Api(Wire wire) {
    this.wire = wire;
  }

  /** Reads a successful answer's body while it comes. */
  interface Body<T> {
    T read(InputStream body) throws IOException;
  }

  /** A call on a connection of its own; {@code prefix} as {@link #prefix} has it. */
  interface Own<T> {
    T open(String prefix) throws IOException;
  }

  /** The answer's JSON; a refusal is an exception. */
  JsonNode json(Call call) {
    return ask(call).orThrow();
  }

  /** The whole answer, refusals included; a refused version is negotiated again, once. */
  Answer ask(Call call) {
    var first = await(wire.send(call, prefix(), answer(call)));
    if (!first.refusesVersion()) {
      return first;
    }
    forgetVersion();
    return await(wire.send(call, prefix(), answer(call)));
  }

  /** The answer through a reader of its own; a refusal is an exception. */
  <T> T read(Call call, Body<T> reader) {
    return await(wire.send(call, prefix(), orRefuse(call, reader)));
  }

  /** A call that keeps its connection, which is opened within the call's deadline. */
  <T> T apart(Call call, Own<T> own) {
    var prefix = prefix();
    return await(wire.send(call, () -> own.open(prefix)));
  }

  /**
   * Many calls over a few connections; answers in the order of the calls. One that hangs ends all.
   */
  List<Answer> askAll(List<Call> calls, int lanes) {
    var sent = new ArrayList<Wire.Sent<Answer>>();
    var queue = new ConcurrentLinkedQueue<FutureTask<Answer>>();
    for (var call : calls) {
      var prefix = prefix();
      var task = new FutureTask<>(() -> wire.exchange(call, prefix, answer(call)));
      queue.add(task);
      sent.add(new Wire.Sent<>(call, task));
    }
    for (var i = 0; i < Math.min(lanes, calls.size()); i++) {
      wire.fork(() -> drain(queue));
    }
    try {
      return sent.stream().map(this::await).toList();
    } finally {
      queue.clear();
      sent.forEach(s -> s.answer().cancel(true));
    }
  }

  private static void drain(ConcurrentLinkedQueue<FutureTask<Answer>> queue) {
    for (var task = queue.poll(); task != null; task = queue.poll()) {
      task.run();
    }
  }

  /** An engine that comes back after a failure may be another one. */
  private <T> T await(Wire.Sent<T> sent) {
    try {
      return wire.await(sent);
    } catch (HostException e) {
      forgetVersion();
      throw e;
    }
  }

  /** Negotiates again before the next call. */
  void forgetVersion() {
    version = null;
  }

  /** The version's part of a path; asks for the version when it is not known. */
  String prefix() {
    var known = version;
    if (known == null) {
      known = negotiate();
      version = known;
    }
    return "/v" + known;
  }

  private ApiVersion negotiate() {
    var ping = Call.get("ask the engine for its API version", "/_ping");
    var newest =
        ApiVersion.parse(wire.await(wire.send(ping, "", (head, body) -> head.apiVersion())));
    if (newest.compareTo(ApiVersion.NEWEST) <= 0) {
      return ApiVersion.agree(newest, newest);
    }
    var ask = Call.get("ask the engine for its oldest API version", "/version");
    var oldest = wire.await(wire.send(ask, "", answer(ask))).orThrow().path("MinAPIVersion");
    return ApiVersion.agree(ApiVersion.parse(oldest.asText()), newest);
  }

  private static Wire.Reader<Answer> answer(Call call) {
    return (head, body) -> new Answer(call.what(), head.status(), tree(body));
  }

  static <T> Wire.Reader<T> orRefuse(Call call, Body<T> reader) {
    return (head, body) -> {
      if (head.status() >= 400) {
        throw new Answer(call.what(), head.status(), tree(body)).refusal();
      }
      return reader.read(body);
    };
  }

  private static JsonNode tree(InputStream body) throws IOException {
    var bytes = body.readAllBytes();
    try {
      return JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
