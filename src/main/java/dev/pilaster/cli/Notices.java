package dev.pilaster.cli;

import dev.pilaster.agent.AgentConfig;
import dev.pilaster.agent.Events;
import dev.pilaster.agent.Notebook;
import dev.pilaster.model.Name;
import dev.pilaster.notify.Event;
import dev.pilaster.notify.Format;
import dev.pilaster.notify.GitServer;
import dev.pilaster.notify.Notifier;
import dev.pilaster.notify.Patience;
import dev.pilaster.notify.Receiver;
import dev.pilaster.pillar.AgentSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.stream.Collectors;

/** From an agent's settings to those who are told of what happens. */
final class Notices {
  private Notices() {}

  static Events start(AgentConfig config, Name server, Notebook notes, Clock clock) {
    var receivers = config.settings().notices().stream().map(Notices::receiver).toList();
    var git = config.settings().commitStatus().map(Notices::git);
    var setup = new Notifier.Setup(server.value(), receivers, git, Patience.DEFAULT);
    return Notifier.start(setup, notes, clock);
  }

  private static Receiver receiver(AgentSettings.Notice notice) {
    return new Receiver(
        URI.create(notice.url()),
        Format.valueOf(notice.format().toUpperCase(Locale.ROOT)),
        notice.events().stream().map(Event::parse).collect(Collectors.toSet()));
  }

  private static GitServer git(AgentSettings.CommitStatus status) {
    return new GitServer(
        GitServer.Provider.valueOf(status.provider().toUpperCase(Locale.ROOT)),
        status.url(),
        status.repo(),
        Path.of(status.tokenFile()));
  }
}
