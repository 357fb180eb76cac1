package dev.pilaster.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One thing to do, with nothing left to choose. Performing it twice is as good as once. A step that
 * {@link #waits()} asks once each time and leaves the judgement to the next plan.
 */
public sealed interface Step
    permits Step.CreateNetwork,
        Step.Pull,
        Step.RemoveImage,
        Step.Create,
        Step.Start,
        Step.AskBefore,
        Step.AskAfter,
        Step.Switch,
        Step.Stop,
        Step.KeepLogs,
        Step.Remove,
        Step.Update,
        Step.Unpoint,
        Step.Install,
        WaitStep,
        DataStep,
        DatabaseStep,
        SiteStep {
  /** Performs it; a failure is a {@link HostException}. */
  Evidence on(Host host);

  /** As a person reads it in a plan. */
  String text();

  /** Whether the plan stays here until evidence or time moves it on. */
  default boolean waits() {
    return false;
  }

  /** Whether it is over soon: then it does not queue behind what takes long. */
  default boolean quick() {
    return waits();
  }

  /** Makes the agent's bridge network. */
  record CreateNetwork(Server.Network network) implements Step {
    @Override
    public Evidence on(Host host) {
      host.createNetwork(network);
      return Evidence.DONE;
    }

    @Override
    public String text() {
      return "create network " + network.name() + " " + network.subnet();
    }
  }

  /** Pulls an image; the evidence's message is the manifest digest. */
  record Pull(ImageRef image, Optional<Server.Credentials> credentials) implements Step {
    @Override
    public Evidence on(Host host) {
      return Evidence.of(true, host.pull(image, credentials));
    }

    @Override
    public String text() {
      return "pull " + image;
    }
  }

  /** Removes an image that was pulled for us; one that somebody else uses stays. */
  record RemoveImage(String image) implements Step {
    @Override
    public Evidence on(Host host) {
      return Evidence.of(true, host.removeImage(image));
    }

    @Override
    public String text() {
      return "remove image " + image;
    }
  }

  /** Creates a generation. */
  record Create(ContainerSpec spec) implements Step {
    @Override
    public Evidence on(Host host) {
      host.create(spec);
      return Evidence.DONE;
    }

    @Override
    public String text() {
      return "create " + spec.name();
    }
  }

  /** Starts a container, if nothing else writes to what is its own. */
  record Start(String container, List<String> exclusive) implements Step {
    public Start {
      exclusive = List.copyOf(exclusive);
    }

    @Override
    public Evidence on(Host host) {
      host.start(container, exclusive);
      return Evidence.DONE;
    }

    @Override
    public String text() {
      return "start " + container;
    }
  }

  /**
   * Asks the sites before anything moves; whatever they answer is what they must not fall below.
   */
  record AskBefore(List<Check.SiteCheck> sites) implements Step {
    public AskBefore {
      sites = List.copyOf(sites);
    }

    @Override
    public Evidence on(Host host) {
      return host.askSites(sites);
    }

    @Override
    public boolean quick() {
      return true;
    }

    @Override
    public String text() {
      return "ask %d sites how they answer now".formatted(sites.size());
    }
  }

  /** Asks the sites after a way back, for the record. */
  record AskAfter(List<Check.SiteCheck> sites) implements Step {
    public AskAfter {
      sites = List.copyOf(sites);
    }

    @Override
    public Evidence on(Host host) {
      return host.askSites(sites);
    }

    @Override
    public boolean quick() {
      return true;
    }

    @Override
    public String text() {
      return "ask %d sites whether they answer as before".formatted(sites.size());
    }
  }

  /** Gives the container its restart policy and moves the pointer to it. */
  record Switch(Name service, int generation, String container, String restart) implements Step {
    @Override
    public Evidence on(Host host) {
      host.update(container, restart, Optional.empty());
      host.point(service, generation);
      return Evidence.DONE;
    }

    @Override
    public boolean quick() {
      return true;
    }

    @Override
    public String text() {
      return "switch %s to %s".formatted(service, container);
    }
  }

  /** Takes the restart policy away first, so that nothing revives it, then stops. */
  record Stop(String container, Duration grace) implements Step {
    @Override
    public Evidence on(Host host) {
      host.update(container, "no", Optional.empty());
      host.stop(container, grace);
      return Evidence.DONE;
    }

    @Override
    public String text() {
      return "stop " + container;
    }
  }

  /** Keeps how it ended and its last lines for the history; the evidence's message has them. */
  record KeepLogs(String container, int lines) implements Step {
    @Override
    public Evidence on(Host host) {
      return Evidence.of(true, host.report(container, lines));
    }

    @Override
    public boolean quick() {
      return true;
    }

    @Override
    public String text() {
      return "keep the last %d log lines of %s".formatted(lines, container);
    }
  }

  /** Removes a container with its config files and socket directory. */
  record Remove(String container) implements Step {
    @Override
    public Evidence on(Host host) {
      host.remove(container);
      return Evidence.DONE;
    }

    @Override
    public String text() {
      return "remove " + container;
    }
  }

  /** Changes what the engine can change in place. */
  record Update(String container, String restart, Service.Limits limits) implements Step {
    @Override
    public Evidence on(Host host) {
      host.update(container, restart, Optional.of(limits));
      return Evidence.DONE;
    }

    @Override
    public String text() {
      return "set limits and restart policy of " + container;
    }
  }

  /** Removes a service's pointer. */
  record Unpoint(Name service) implements Step {
    @Override
    public Evidence on(Host host) {
      host.unpoint(service);
      return Evidence.DONE;
    }

    @Override
    public boolean quick() {
      return true;
    }

    @Override
    public String text() {
      return "remove the pointer of " + service;
    }
  }

  /**
   * Checks, swaps and reloads a set of files.
   *
   * @param around digest of what stands beside them and may be why they are refused; empty where
   *     that is not known
   */
  record Install(Fileset files, List<String> changed, String around) implements Step {
    public Install {
      changed = List.copyOf(changed);
    }

    @Override
    public Evidence on(Host host) {
      host.install(files);
      return Evidence.DONE;
    }

    @Override
    public boolean quick() {
      return true;
    }

    @Override
    public String text() {
      return "check, write and load " + String.join(", ", changed);
    }
  }
}
