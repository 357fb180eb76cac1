package dev.pilaster.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.pilaster.model.Container;
import dev.pilaster.model.ContainerSpec;
import dev.pilaster.model.ContainerSpec.Labels;
import dev.pilaster.model.Fields;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.ImageRef;
import dev.pilaster.model.Observed.NetworkState;
import dev.pilaster.model.Server;
import dev.pilaster.model.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The container part of the {@code Host} port on a Docker engine. Only what carries our mark is
 * seen or touched. Names are those of {@link ContainerSpec}, without the prefix.
 */
final class Engine implements AutoCloseable {
  /** Connections that inspect at the same time; more gained nothing (decision 0003). */

  /** For what makes the engine work: create, start, remove. */
  private static final Duration SLOW = Duration.ofMinutes(2);

  private final Pulls pulls = new Pulls();
  private final String host;
  private final Api api;
  private final Prefix prefix;
  private final Configs configs;
  private final Images images;
  private final Networks networks;
  private final Writers writers;
  private final Execs execs;
  private final Throwaways throwaways;
  private final Inspections inspections;

  /**
   * @param host unix:///path of the engine's socket
   * @param prefix {@code docker.name_prefix}
   * @param configs root directory of config files, absolute
   */
  Engine(String host, String prefix, Path configs) {
    this(new Api(host), host, prefix, configs);
  }

  Engine(Api api, String host, String prefix, Path configs) {
    this.host = host;
    this.api = api;
    this.prefix = new Prefix(prefix);
    this.configs = new Configs(configs);
    this.images = new Images(api);
    this.networks = new Networks(api, this.prefix);
    this.writers = new Writers(api, this.prefix);
    this.execs = new Execs(api, host, this.prefix);
    this.throwaways = new Throwaways(api, this.prefix);
    this.inspections = new Inspections(api, this.prefix, this.configs);
  }

  /** Where the engine keeps images and containers. */
  Path root() {
    var info = api.json(Call.get("ask the engine where it keeps its data", "/info"));
    return Path.of(info.path("DockerRootDir").asText("/var/lib/docker"));
  }

  /** All containers of ours, running or not. */
  List<Container> containers() {
    return inspections.containers(Set.of());
  }

  /** What is known of our containers. */
  Inspections inspections() {
    return inspections;
  }

  /** The address of one container on the agent's network; none when there is none. */
  List<String> address(String container) {
    return inspect(container).flatMap(c -> LiveContainer.of(c, prefix, configs)).stream()
        .map(Container::address)
        .filter(a -> !a.isEmpty())
        .toList();
  }

  Images.Local images() {
    return images.local();
  }

  Optional<NetworkState> network(String name) {
    return networks.find(name);
  }

  void createNetwork(Server.Network network) {
    networks.create(network);
  }

  /** How far the pulls under way are. */
  Pulls pulls() {
    return pulls;
  }

  String pull(
      ImageRef image,
      Optional<Server.Credentials> credentials,
      Consumer<Images.Progress> progress) {
    return images.pull(image, credentials, progress);
  }

  String latest(ImageRef image, Optional<Server.Credentials> credentials) {
    return images.latest(image, credentials);
  }

  String removeImage(String image) {
    return images.remove(image);
  }

  /** Creates it; one with this name and fingerprint is kept, with another one removed. */
  void create(ContainerSpec spec) {
    var there = inspect(spec.name());
    if (there.isPresent()) {
      if (fingerprint(there.get()).equals(spec.labels().get(Labels.FINGERPRINT))) {
        return;
      }
      remove(spec.name());
    }
    var mounts = new ArrayList<>(spec.mounts());
    mounts.addAll(configs.write(spec));
    mounts.forEach(Engine::makeSource);
    var path = "/containers/create?name=" + Call.part(prefix.container(spec.name()));
    var body = new Recipe(spec, prefix, mounts).json();
    var made = api.json(Call.post("create container " + spec.name(), path).with(body).within(SLOW));
    connect(spec);
    verify(spec, made.path("Warnings"));
  }

  /** The networks beside the server's own: older engines take only one in the create call. */
  private void connect(ContainerSpec spec) {
    var body = Api.JSON.createObjectNode().put("Container", prefix.container(spec.name()));
    for (var name : spec.networking().networks()) {
      if (!name.equals(spec.network())) {
        var path = "/networks/" + Call.part(prefix.network(name)) + "/connect";
        var what = "connect container " + spec.name() + " to network " + name;
        api.json(Call.post(what, path).with(body));
      }
    }
  }

  /**
   * Takes a container away that the engine made otherwise than it was asked to (a kernel that
   * cannot limit swap): it would be replaced for its drift again and again.
   */
  private void verify(ContainerSpec spec, JsonNode warnings) {
    var inspect = inspect(spec.name()).orElseGet(MissingNode::getInstance);
    var live = LiveFields.of(inspect, prefix, configs);
    var wrong = new TreeMap<>(Fields.of(spec));
    wrong.entrySet().removeIf(e -> e.getValue().equals(live.get(e.getKey())));
    if (!wrong.isEmpty()) {
      remove(spec.name());
      var text = "create container %s: the engine does not keep %s as asked: %s";
      var message = text.formatted(spec.name(), wrong.keySet(), warnings);
      throw new HostException(Kind.INVALID, message);
    }
  }

  private static void makeSource(Service.Volume mount) {
    if (mount.bind() && mount.create()) {
      try {
        Files.createDirectories(Path.of(mount.source()));
      } catch (IOException e) {
        throw new HostException(Kind.TRANSIENT, "make directory " + mount.source() + ": " + e, e);
      }
    }
  }

  private static String fingerprint(JsonNode inspect) {
    return inspect.path("Config").path("Labels").path(Labels.FINGERPRINT).asText();
  }

  /** The container of that name, if there is one; somebody else's is an error. */
  private Optional<JsonNode> inspect(String name) {
    var answer = api.ask(Call.get("inspect container " + name, path(name, "/json")));
    if (answer.missing()) {
      return Optional.empty();
    }
    var json = answer.orThrow();
    var mark = json.path("Config").path("Labels").path(Prefix.LABEL);
    if (!mark.isTextual() || !mark.asText().equals(prefix.text())) {
      var message = "container " + prefix.container(name) + " is not ours; it stays as it is";
      throw new HostException(Kind.INVALID, message);
    }
    return Optional.of(json);
  }

  /** Its first process, as this host counts; 0 when it does not run or is gone. */
  long pid(String container) {
    return inspect(container).map(json -> json.path("State").path("Pid").asLong()).orElse(0L);
  }

  void start(String container) {
    api.json(Call.post("start container " + container, path(container, "/start")).within(SLOW));
  }

  /** Stops it with its own signal; the call waits longer than the engine does. */
  void stop(String container, Duration grace) {
    var call =
        Call.post("stop container " + container, path(container, "/stop?t=" + grace.toSeconds()));
    var answer = api.ask(call.within(grace.plus(SLOW)));
    if (!answer.missing()) {
      answer.orThrow();
    }
  }

  /** Removes it with its anonymous volumes and its config files. */
  void remove(String container) {
    var there = inspect(container);
    if (there.isPresent()) {
      var call = Call.delete("remove container " + container, path(container, "?v=1&force=1"));
      var answer = api.ask(call.within(SLOW));
      if (answer.conflict()) {
        awaitGone(container);
      } else if (!answer.missing()) {
        answer.orThrow();
      }
    }
    var dash = container.lastIndexOf("-g");
    configs.remove(container.substring(0, dash), Integer.parseInt(container.substring(dash + 2)));
  }

  /** Somebody removes it already (409). */
  private void awaitGone(String container) {
    var path = path(container, "/wait?condition=removed");
    var answer = api.ask(Call.post("wait for container " + container, path).within(SLOW));
    if (!answer.missing()) {
      answer.orThrow();
    }
  }

  /** Sets the restart policy, and the limits where given, in place. */
  void update(String container, String restart, Optional<Service.Limits> limits) {
    var body = Recipe.update(restart, limits);
    api.json(Call.post("update container " + container, path(container, "/update")).with(body));
  }

  /** The last lines of both outputs, oldest first. */
  String logs(String container, int lines) {
    var path = path(container, "/logs?stdout=1&stderr=1&tail=" + lines);
    return api.read(Call.get("read logs of " + container, path), Frames::text);
  }

  /** How it stands, and the last lines that it wrote. */
  String report(String container, int lines) {
    return inspect(container)
        .map(i -> new Report(i).with(logs(container, lines)))
        .orElse("it is gone");
  }

  /** Commands inside our containers. */
  Execs execs() {
    return execs;
  }

  /** Containers that run one command. */
  Throwaways throwaways() {
    return throwaways;
  }

  /** Who may write to what. */
  Writers writers() {
    return writers;
  }

  /** Signals every change of our containers until it is closed; see {@link Events}. */
  Events events(Consumer<Events.Event> listener) {
    return new Events(api, host, prefix, inspections.before(listener));
  }

  private String path(String container, String rest) {
    return "/containers/" + Call.part(prefix.container(container)) + rest;
  }

  @Override
  public void close() throws IOException {
    api.close();
  }
}
