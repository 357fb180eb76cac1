package dev.pilaster.pillar;

import dev.pilaster.model.Name;
import dev.pilaster.model.Server;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** A server's merged tree, without what its containers and sites say. */
final class ServerReader {
  private static final Keys KEYS = new Keys();
  private static final Key<Server.Reconcile> RECONCILE =
      KEYS.section("reconcile", HostReader.RECONCILE, "how the host is kept");
  private static final Key<List<Server.Window>> WINDOWS =
      KEYS.list("windows", HostReader.WINDOW, "when changes may happen; = any time");
  private static final Key<Optional<Server.Freeze>> FREEZE =
      KEYS.maybe("freeze", HostReader.FREEZE, "no changes until then");
  private static final Key<Server.Network> NETWORK =
      KEYS.section("network", HostReader.NETWORK, "the agent's own bridge");
  private static final Key<Server.Dns> DNS =
      KEYS.section("dns", HostReader.DNS, "names of the containers");
  private static final Key<Optional<Server.Mail>> MAIL =
      KEYS.maybe("mail", HostReader.MAIL, "the smart host");
  private static final Key<SortedMap<String, Server.Credentials>> REGISTRIES =
      KEYS.map(
          "registries", FreeKeys::registry, HostReader.CREDENTIALS, "accounts, by host[:port]");

  private static final Keys PROXY_KEYS = new Keys();
  private static final Key<List<String>> TRUSTED =
      PROXY_KEYS.list("trusted", Formats.NETWORK, "proxies in front of this host; = []");
  private static final Key<List<String>> PROXY =
      KEYS.section("proxy", PROXY_KEYS.shape(v -> v.get(TRUSTED)), "proxies in front of this host");
  private static final Key<Server.Nginx> NGINX =
      KEYS.section("nginx", HostReader.NGINX, "the host's nginx");

  static {
    KEYS.maybe("extends", Formats.NAME, "another server's file to start from");
    KEYS.or("containers", new Elsewhere(ServiceReader.SHAPE), "", "by name");
    KEYS.or("sites", new Elsewhere(SiteReader.SHAPE), "", "placement, and overrides of site keys");
  }

  static final Shape<Server> SHAPE = KEYS.shape(ServerReader::read);

  private ServerReader() {}

  private static Server read(Values v) {
    return new Server(
        v.in().name(),
        v.get(RECONCILE),
        v.get(WINDOWS),
        v.get(FREEZE),
        v.get(NETWORK),
        v.get(DNS),
        v.get(MAIL),
        v.get(REGISTRIES),
        v.get(PROXY),
        v.get(NGINX));
  }

  /** A map by name whose entries are merged first and read then, each with a context of its own. */
  private record Elsewhere(Shape<?> item) implements Shape<String> {
    @Override
    public Optional<String> read(Node node, Context in) {
      if (!(node instanceof Node.Mapping mapping)) {
        return Shapes.wrong(node, in, "a map");
      }
      var good = true;
      for (var entry : mapping.entries().entrySet()) {
        good &= Name.isValid(entry.getKey()) || misnamed(entry.getKey(), entry.getValue(), in);
        var value = entry.getValue();
        good &= value.isNull() || value instanceof Node.Mapping || mistyped(value, in);
      }
      return good ? Optional.of("") : Optional.empty();
    }

    private static boolean misnamed(String name, Node node, Context in) {
      in.problem(node.place(), Formats.NO_NAME.formatted(name));
      return false;
    }

    private static boolean mistyped(Node node, Context in) {
      Shapes.wrong(node, in, "a map");
      return false;
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of("type", "object", "additionalProperties", Shapes.nullable(item.schema()));
    }
  }
}
