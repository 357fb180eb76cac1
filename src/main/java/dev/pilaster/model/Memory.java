package dev.pilaster.model;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What the agent knows beyond what it can see. Reality and pointers are trusted before it (DEPLOY,
 * ground rules); losing it loses history and quarantine, never a site.
 *
 * @param rollouts service to its upgrade under way
 * @param quarantine subject ({@code kind/name}, or a file's path) to what is refused
 * @param good service to the generation that proved itself last
 * @param valid "" for the server, else a site: the last commit whose files were right
 * @param digests image reference to the manifest digest that this host took it for
 * @param images {@code repository@digest} that was pulled for us to when
 * @param pairs service to the index of its pair of addresses
 * @param generations service to the highest generation ever used
 * @param applied absolute path to the digest of the text that we wrote last
 * @param backoff subject, or {@code registry/ADDRESS}, to its failures by the infrastructure's
 *     fault
 * @param deploys site to its release under way
 * @param data data directory to the service that it was marked for
 * @param gaps service to the seconds that its last stop-first upgrade took
 * @param imports subject to when its import was done: never again by itself
 * @param crons job ({@code site/job}) to since when cron has had it
 */
public record Memory(
    SortedMap<String, Rollout> rollouts,
    SortedMap<String, Quarantine> quarantine,
    SortedMap<String, Good> good,
    SortedMap<String, String> valid,
    SortedMap<String, String> digests,
    SortedMap<String, String> images,
    SortedMap<String, Integer> pairs,
    SortedMap<String, Integer> generations,
    SortedMap<String, String> applied,
    SortedMap<String, Backoff> backoff,
    SortedMap<String, Deploy> deploys,
    SortedMap<String, String> data,
    SortedMap<String, Long> gaps,
    SortedMap<String, String> imports,
    SortedMap<String, Instant> crons) {

  public Memory {
    rollouts = sorted(rollouts);
    quarantine = sorted(quarantine);
    good = sorted(good);
    valid = sorted(valid);
    digests = sorted(digests);
    images = sorted(images);
    pairs = sorted(pairs);
    generations = sorted(generations);
    applied = sorted(applied);
    backoff = sorted(backoff);
    deploys = sorted(deploys);
    data = sorted(data);
    gaps = sorted(gaps);
    imports = sorted(imports);
    crons = sorted(crons);
  }

  private static <V> SortedMap<String, V> sorted(SortedMap<String, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  /** Knows nothing. */
  public static Memory empty() {
    var none = new Draft();
    return none.memory();
  }

  /** The same with some entries changed. */
  public Memory with(UnaryOperator<Draft> edit) {
    return edit.apply(new Draft(this)).memory();
  }

  /** Whether exactly this is refused. */
  public Optional<Quarantine> refuses(String subject, String fingerprint) {
    return Optional.ofNullable(quarantine.get(subject))
        .filter(q -> q.fingerprint().equals(fingerprint));
  }

  /** Whether a change waits for what failed: its own steps, or a registry that does not answer. */
  public boolean waits(Change change) {
    return backoff.containsKey(change.subject().toString())
        || change.pulls().map(Backoff::key).anyMatch(backoff::containsKey);
  }

  /** What is known once these steps were performed. */
  public Memory after(Outcome outcome, Instant now) {
    return with(draft -> draft.after(outcome, now));
  }

  /** A refused fingerprint. */
  public record Quarantine(String fingerprint, String reason, Instant since) {}

  /**
   * A proven generation.
   *
   * @param commit of the pillar that described it
   * @param digest its image's manifest digest
   */
  public record Good(String fingerprint, String commit, String digest) {}

  /** A memory that is being changed; the maps are its own. */
  public static final class Draft {
    public final SortedMap<String, Rollout> rollouts = new TreeMap<>();
    public final SortedMap<String, Quarantine> quarantine = new TreeMap<>();
    public final SortedMap<String, Good> good = new TreeMap<>();
    public final SortedMap<String, String> valid = new TreeMap<>();
    public final SortedMap<String, String> digests = new TreeMap<>();
    public final SortedMap<String, String> images = new TreeMap<>();
    public final SortedMap<String, Integer> pairs = new TreeMap<>();
    public final SortedMap<String, Integer> generations = new TreeMap<>();
    public final SortedMap<String, String> applied = new TreeMap<>();
    public final SortedMap<String, Backoff> backoff = new TreeMap<>();
    public final SortedMap<String, Deploy> deploys = new TreeMap<>();
    public final SortedMap<String, String> data = new TreeMap<>();
    public final SortedMap<String, Long> gaps = new TreeMap<>();
    public final SortedMap<String, String> imports = new TreeMap<>();
    public final SortedMap<String, Instant> crons = new TreeMap<>();

    Draft() {}

    /** Starts from what is known. */
    public Draft(Memory memory) {
      rollouts.putAll(memory.rollouts);
      quarantine.putAll(memory.quarantine);
      good.putAll(memory.good);
      valid.putAll(memory.valid);
      digests.putAll(memory.digests);
      images.putAll(memory.images);
      pairs.putAll(memory.pairs);
      generations.putAll(memory.generations);
      applied.putAll(memory.applied);
      backoff.putAll(memory.backoff);
      deploys.putAll(memory.deploys);
      data.putAll(memory.data);
      gaps.putAll(memory.gaps);
      imports.putAll(memory.imports);
      crons.putAll(memory.crons);
    }

    /** The value. */
    public Memory memory() {
      return new Memory(
          rollouts,
          quarantine,
          good,
          valid,
          digests,
          images,
          pairs,
          generations,
          applied,
          backoff,
          deploys,
          data,
          gaps,
          imports,
          crons);
    }

    /** A site's data is gone: what was imported may be imported again. */
    public void forgetData(Name site) {
      var database = Subject.Kind.DATABASE.text() + "/" + site + ".";
      imports.remove(Subject.tree(site).toString());
      imports.keySet().removeIf(key -> key.startsWith(database));
      applied.keySet().removeIf(key -> key.startsWith(database));
    }

    /** Refuses a fingerprint of a subject from now on. */
    public void refuse(String subject, String fingerprint, String reason, Instant now) {
      quarantine.put(subject, new Quarantine(fingerprint, reason, now));
    }

    Draft after(Outcome outcome, Instant now) {
      var key = outcome.change().subject().toString();
      for (var performed : outcome.performed()) {
        learn(outcome.change().subject().name(), performed, now);
      }
      outcome
          .failure()
          .ifPresentOrElse(f -> fail(key, outcome, f, now), () -> succeed(key, outcome.change()));
      return this;
    }

    /** A release that was flipped to, and passed everything after, is deployed. */
    private void succeed(String key, Change change) {
      backoff.remove(key);
      deploys.computeIfPresent(
          change.subject().name(),
          (site, d) ->
              d.state() == Deploy.State.FLIPPED && d.release().equals(change.fingerprint())
                  ? null
                  : d);
    }

    private void learn(String name, Outcome.Performed performed, Instant now) {
      var step = performed.step();
      var evidence = performed.evidence();
      if (step instanceof Step.Pull pull && evidence.good()) {
        digests.put(pull.image().toString(), evidence.message());
        images.put(pull.image().at(evidence.message()), now.toString());
        backoff.remove(Backoff.key(pull.image()));
      } else if (step instanceof Step.RemoveImage remove && evidence.good()) {
        images.remove(remove.image());
      } else if (step instanceof Step.Create create) {
        generations.merge(name, create.spec().generation(), Math::max);
      } else if (step instanceof Step.AskBefore) {
        rollouts.computeIfPresent(name, (k, r) -> r.withBaseline(evidence.statuses()));
      } else if (step instanceof Step.Start && evidence.good()) {
        rollouts.computeIfPresent(name, (k, r) -> r.started(now));
      } else if (step instanceof Step.Stop && evidence.good()) {
        rollouts.computeIfPresent(name, (k, r) -> r.stopped(now));
      } else if (step instanceof DataStep data && evidence.good()) {
        learn(name, data);
      } else if (step instanceof SiteStep.ImportAssets && evidence.good()) {
        imports.put(Subject.Kind.TREE.text() + "/" + name, now.toString());
      } else if (step instanceof DatabaseStep told
          && told.order() instanceof DatabaseOrder.Import
          && evidence.good()) {
        imports.put(Subject.Kind.DATABASE.text() + "/" + name, now.toString());
      } else if (step instanceof SiteStep site) {
        deploys.computeIfPresent(name, (k, d) -> site.learn(d, evidence));
      } else if (step.waits()) {
        rollouts.computeIfPresent(name, (k, r) -> r.with(evidence, now));
      } else if (step instanceof Step.Install install && evidence.good()) {
        install.files().files().forEach((path, file) -> applied.put(path, digest(file.text())));
        install.changed().stream()
            .filter(path -> !install.files().files().containsKey(path))
            .forEach(applied::remove);
      }
    }

    private void learn(String name, DataStep step) {
      if (step instanceof DataStep.Mark mark) {
        mark.data().dirs().forEach(dir -> data.put(dir, name));
      } else if (step instanceof DataStep.Snapshot) {
        rollouts.computeIfPresent(name, (k, r) -> r.saved());
      } else if (step instanceof DataStep.Restore) {
        rollouts.computeIfPresent(name, (k, r) -> r.restored());
      }
    }

    private void fail(String key, Outcome outcome, Outcome.Failure failure, Instant now) {
      var mine =
          failure.kind() == HostException.Kind.TRANSIENT
              || failure.kind() == HostException.Kind.UNREACHABLE
              || failure.kind() == HostException.Kind.BUG
              || outcome.change().fingerprint().isEmpty()
              || (failure.culprits().isEmpty() && installs(outcome));
      if (mine) {
        var last = Optional.ofNullable(backoff.get(key));
        backoff.put(key, Backoff.next(last, failure, now));
        unreachable(outcome, failure)
            .ifPresent(r -> backoff.put(r, Backoff.registry(failure.message(), now)));
      } else if (failure.culprits().isEmpty()) {
        refuse(key, outcome.change().fingerprint(), failure.message(), now);
      } else {
        refuseFiles(outcome, failure, now);
      }
    }

    private static Optional<String> unreachable(Outcome outcome, Outcome.Failure failure) {
      return Optional.of(failure)
          .filter(f -> f.kind() == HostException.Kind.UNREACHABLE)
          .flatMap(f -> outcome.last())
          .filter(Step.Pull.class::isInstance)
          .map(step -> Backoff.key(((Step.Pull) step).image()));
    }

    /** A program that refuses files of which none is at fault alone may refuse somebody else's. */
    private static boolean installs(Outcome outcome) {
      return outcome.change().steps().stream().anyMatch(s -> s instanceof Step.Install);
    }

    private void refuseFiles(Outcome outcome, Outcome.Failure failure, Instant now) {
      for (var performed : outcome.performed()) {
        if (performed.step() instanceof Step.Install install) {
          failure
              .culprits()
              .forEach(
                  (path, why) ->
                      Optional.ofNullable(install.files().files().get(path))
                          .ifPresent(f -> refuse(path, f.known(install.around()), why, now)));
        }
      }
    }
  }

  /** The digest by which files are compared. */
  public static String digest(String text) {
    return Secret.of(text).digest();
  }
}
