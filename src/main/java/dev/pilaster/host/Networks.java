package dev.pilaster.host;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Observed.NetworkState;
import dev.pilaster.model.Secret;
import dev.pilaster.model.Server;
import java.util.Optional;

/** The agent's own bridge network. */
record Networks(Api api, Prefix prefix) {
  /** A bridge's interface name is at most this long (IFNAMSIZ less its end). */
  private static final int INTERFACE_NAME = 15;

  /** The network as it is, {@code name} without the prefix. */
  Optional<NetworkState> find(String name) {
    var path = "/networks/" + Call.part(prefix.network(name));
    var answer = api.ask(Call.get("inspect network " + name, path));
    return answer.missing() ? Optional.empty() : Optional.of(state(name, answer.orThrow()));
  }

  private NetworkState state(String name, JsonNode json) {
    var ipam = json.path("IPAM").path("Config").path(0);
    var mark = json.path("Labels").path(Prefix.LABEL);
    return new NetworkState(
        name,
        ipam.path("Subnet").asText(),
        ipam.path("Gateway").asText(),
        mark.isTextual() && mark.asText().equals(prefix.text()));
  }

  /** Makes it; one with that name and subnet is kept, with another subnet is an error. */
  void create(Server.Network network) {
    var what = "create network " + network.name() + " " + network.subnet();
    var answer = api.ask(Call.post(what, "/networks/create").with(json(network)));
    if (!answer.conflict()) {
      answer.orThrow();
      return;
    }
    var there = find(network.name()).orElseThrow(answer::refusal);
    if (!there.subnet().equals(network.subnet()) || !there.gateway().equals(network.gateway())) {
      var found = there.subnet() + " with gateway " + there.gateway();
      throw new HostException(Kind.INVALID, what + ": it exists as " + found);
    }
  }

  /** Addresses that the engine chooses come from the upper quarter, so ours stay free. */
  private JsonNode json(Server.Network network) {
    var name = prefix.network(network.name());
    var json = Api.JSON.createObjectNode();
    json.put("Name", name).put("Driver", "bridge").put("CheckDuplicate", true);
    json.putObject("IPAM")
        .putArray("Config")
        .addObject()
        .put("Subnet", network.subnet())
        .put("IPRange", upperQuarter(network))
        .put("Gateway", network.gateway());
    json.putObject("Options").put("com.docker.network.bridge.name", bridge(name));
    json.putObject("Labels").put(Prefix.LABEL, prefix.text());
    return json;
  }

  static String upperQuarter(Server.Network network) {
    var bits = Integer.parseInt(network.subnet().substring(network.subnet().indexOf('/') + 1));
    return network.address(network.size() / 4 * 3) + "/" + (bits + 2);
  }

  /** The same name after every rebuild, for firewall rules. */
  static String bridge(String network) {
    var name = "br-" + network;
    if (name.length() <= INTERFACE_NAME) {
      return name;
    }
    var digest = Secret.of(network).digest();
    return "br-" + digest.substring(digest.length() - 12);
  }
}
