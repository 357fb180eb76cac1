package dev.pilaster.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.pilaster.host.Conversation.Feed;
import dev.pilaster.model.Evidence;
import dev.pilaster.model.Exec;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Commands inside running containers. One that is given up is ended, with all that it started. */
final class Execs {
  /** The container does not run, or is not there. */
  static final int ABSENT = -1;

  /** It did not end in time. */
  static final int LATE = -2;

  private static final int KEPT = 64 * 1024;

  /** A command may speak before the engine knows the number of its process. */
  private static final Duration KNOWN = Duration.ofSeconds(5);

  private final Api api;
  private final String host;
  private final Prefix prefix;

  /** {@code host}: unix:///path or tcp://host:port of the engine. */
  Execs(Api api, String host, Prefix prefix) {
    this.api = api;
    this.host = host;
    this.prefix = prefix;
  }

  /** How it ended ({@link #ABSENT} and {@link #LATE} are no exit codes), and what it said. */
  record Output(int code, String text) {
    boolean good() {
      return code == 0;
    }
  }

  /** The end of both outputs, in order. */
  Output run(Exec exec, Feed feed) {
    var tail = new Tail(KEPT);
    return run(exec, feed, tail, tail);
  }

  /**
   * Passes stdout on; the text is the end of stderr.
   *
   * @throws HostException of kind TRANSIENT when what is read or written fails
   */
  Output run(Exec exec, Feed feed, OutputStream stdout) {
    return run(exec, feed, stdout, new Tail(KEPT));
  }

  private Output run(Exec exec, Feed feed, OutputStream stdout, Tail errors) {
    var what = "exec in " + exec.container();
    var created = api.ask(Call.post(what, path(exec.container(), "/exec")).with(body(exec, feed)));
    if (created.missing() || created.conflict()) {
      return new Output(ABSENT, created.message());
    }
    var id = created.orThrow().path("Id").asText();
    var start = Api.JSON.createObjectNode().put("Detach", false).put("Tty", false);
    var call = Call.post(what, "/exec/" + id + "/start").with(start);
    try (var attached = api.apart(call, own -> Attached.open(host, own, call))) {
      var ended = new Conversation(attached).hold(feed, stdout, errors, exec.timeout());
      return ended && Poll.until(exec.timeout(), () -> !running(id))
          ? new Output(inspect(id).path("ExitCode").asInt(ABSENT), errors.text())
          : late(exec, id, errors);
    } catch (IOException e) {
      end(id);
      throw new HostException(Kind.TRANSIENT, what + ": " + e.getMessage(), e);
    }
  }

  private Output late(Exec exec, String id, Tail errors) {
    end(id);
    var text = "no end within " + exec.timeout().toMillis() + " ms\n" + errors.text();
    return new Output(LATE, text.strip());
  }

  /** The engine learns of the end a little later than the output ends. */
  private boolean running(String id) {
    return inspect(id).path("Running").asBoolean();
  }

  private JsonNode inspect(String id) {
    var answer = api.ask(Call.get("inspect exec " + id, "/exec/" + id + "/json"));
    return answer.missing() ? MissingNode.getInstance() : answer.orThrow();
  }

  private void end(String id) {
    Poll.until(KNOWN, () -> isNumbered(inspect(id)));
    var exec = inspect(id);
    if (exec.path("Running").asBoolean()) {
      new Straggler(exec.path("Pid").asLong(), exec.path("ContainerID").asText()).end();
    }
  }

  private static boolean isNumbered(JsonNode exec) {
    return exec.path("Pid").asLong() > 0 || !exec.path("Running").asBoolean();
  }

  /** Good when nothing runs inside besides the container's own program and its health check. */
  Evidence idle(String container) {
    var inspect = container(container);
    var test = words(inspect.path("Config").path("Healthcheck").path("Test"));
    var busy =
        running(inspect)
            .map(exec -> exec.path("ProcessConfig"))
            .filter(process -> !isTest(process, test))
            .map(process -> process.path("entrypoint").asText())
            .toList();
    return Evidence.of(
        busy.isEmpty(), "%d docker exec in %s %s".formatted(busy.size(), container, busy));
  }

  /**
   * Waits until the same command does not run inside: whoever began it may have been killed, and
   * the engine lets it go on. One that outlasts its time is ended.
   */
  void awaitSame(Exec exec) {
    Poll.until(exec.timeout(), () -> same(exec).isEmpty());
    same(exec).forEach(this::end);
  }

  private List<String> same(Exec exec) {
    return running(container(exec.container()))
        .filter(other -> command(other.path("ProcessConfig")).equals(exec.command()))
        .map(other -> other.path("ID").asText())
        .toList();
  }

  private JsonNode container(String name) {
    var answer = api.ask(Call.get("inspect container " + name, path(name, "/json")));
    return answer.missing() ? MissingNode.getInstance() : answer.orThrow();
  }

  private Stream<JsonNode> running(JsonNode container) {
    return StreamSupport.stream(container.path("ExecIDs").spliterator(), false)
        .map(id -> inspect(id.asText()))
        .filter(exec -> exec.path("Running").asBoolean());
  }

  /** {@code [CMD, program, …]} or {@code [CMD-SHELL, line]}, which a shell is given as its last. */
  private static boolean isTest(JsonNode process, List<String> test) {
    var words = command(process);
    return test.size() > 1
        && (test.get(0).equals("CMD-SHELL")
            ? words.get(words.size() - 1).equals(test.get(1))
            : words.equals(test.subList(1, test.size())));
  }

  private static List<String> command(JsonNode process) {
    var words = new ArrayList<>(List.of(process.path("entrypoint").asText()));
    words.addAll(words(process.path("arguments")));
    return words;
  }

  private static List<String> words(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private String path(String container, String rest) {
    return "/containers/" + Call.part(prefix.container(container)) + rest;
  }

  private static JsonNode body(Exec exec, Feed feed) {
    var body = Api.JSON.createObjectNode().put("AttachStdout", true).put("AttachStderr", true);
    body.put("AttachStdin", feed != Feed.NOTHING);
    exec.command().forEach(body.putArray("Cmd")::add);
    exec.user().ifPresent(u -> body.put("User", u));
    exec.workingDir().ifPresent(d -> body.put("WorkingDir", d));
    var env = body.putArray("Env");
    exec.environment().forEach((k, v) -> env.add(k + "=" + v));
    return body;
  }
}
