package dev.pilaster.plan;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Resource.Health;
import dev.pilaster.model.Resource.Sync;
import dev.pilaster.model.Server;
import dev.pilaster.model.Site;
import dev.pilaster.model.Subject;
import dev.pilaster.render.PostfixConfig;
import dev.pilaster.render.PostfixOwner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The host's Postfix: ours, nobody's, or somebody else's. */
final class MailPlan {
  private static final String SOMEBODY_ELSES =
      "Postfix was configured by somebody else and stays so: mail.replace: true makes it ours";

  private final Draft draft;
  private final Goal goal;
  private final Observed observed;
  private final PostfixOwner owner;

  MailPlan(Draft draft) {
    this.draft = draft;
    this.goal = draft.situation.goal();
    this.observed = draft.situation.observed();
    this.owner = PostfixOwner.of(observed.files());
  }

  void plan(FilesetPlan files) {
    var server = goal.desired().server();
    if (server.mail().isPresent()) {
      plan(files, server.network(), server.mail().get());
    } else if (owner == PostfixOwner.OURS) {
      files.plan(PostfixConfig.none(), PostfixConfig.DIRECTORY, Map.of());
    }
  }

  private void plan(FilesetPlan files, Server.Network network, Server.Mail mail) {
    if (owner == PostfixOwner.SOMEBODY && !mail.replace()) {
      resource(Sync.OUT_OF_SYNC, Health.DEGRADED, SOMEBODY_ELSES);
    } else if (observed.network().isEmpty()) {
      resource(Sync.OUT_OF_SYNC, Health.PROGRESSING, "waits for network " + network.name());
    } else {
      var config = new PostfixConfig(network, mail, silent(network));
      files.plan(config.fileset(), PostfixConfig.DIRECTORY, Map.of());
    }
  }

  private void resource(Sync sync, Health health, String message) {
    var subject = Subject.fileset(Fileset.Kind.MAIL);
    draft.add(new Resource(subject, sync, health, List.of(), Optional.empty(), "", message));
  }

  /** The addresses of services that serve nobody whose mail goes anywhere. */
  private SortedMap<String, String> silent(Server.Network network) {
    var addresses = new Addresses(network, observed, draft.memory);
    var silent = new TreeMap<String, String>();
    for (var service : goal.desired().services().keySet()) {
      var sites = sites(service);
      if (!sites.isEmpty() && sites.stream().allMatch(s -> s.mail().discard())) {
        var names = sites.stream().map(s -> s.name().value()).collect(Collectors.joining(" "));
        addresses.pair(service).forEach(address -> silent.put(address, names));
      }
    }
    return silent;
  }

  private List<Site> sites(Name service) {
    return goal.desired().sites().values().stream()
        .filter(
            s ->
                s.container().filter(service::equals).isPresent()
                    || s.upstream().filter(u -> u.container().equals(service)).isPresent())
        .toList();
  }
}
