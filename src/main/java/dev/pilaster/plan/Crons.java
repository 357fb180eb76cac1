package dev.pilaster.plan;

import dev.pilaster.model.CronRun;
import dev.pilaster.model.Fileset;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Site;
import dev.pilaster.render.Crontab;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The crontabs of all sites, and how their jobs do. */
final class Crons {
  /** By then cron has begun what was due: it looks at its clock once a minute. */
  private static final Duration LATE = Duration.ofSeconds(90);

  private final Draft draft;
  private final Observed observed;
  private final Kept kept;
  private final Crontab crontab;
  private final TreeMap<String, Fileset.Text> files = new TreeMap<>();
  private final List<String> ailing = new ArrayList<>();
  private final TreeSet<String> jobs = new TreeSet<>();

  Crons(Draft draft, Kept kept) {
    this.draft = draft;
    this.kept = kept;
    this.observed = draft.situation.observed();
    this.crontab = new Crontab(observed.facts().tools());
  }

  void plan(FilesetPlan plan) {
    draft.situation.goal().desired().sites().values().forEach(this::site);
    kept.sites().forEach(site -> kept.keep(files, crontab.path(site)));
    draft.memory.crons.keySet().retainAll(jobs);
    var held = kept.foreign(files);
    files.keySet().removeAll(held.keySet());
    var wanted = new Fileset(Fileset.Kind.CRON, files, "");
    if (!files.isEmpty() || kept.ours(crontab.prefix()) || !held.isEmpty()) {
      plan.plan(wanted, List.of(crontab.prefix()), held, ailing);
    }
  }

  private void site(Site site) {
    var path = crontab.path(site.name().value());
    var there = Optional.ofNullable(observed.files().get(path));
    var ready = Routes.ready(observed, site) && released(observed, site);
    if (!site.enabled() || site.crons().isEmpty() || Kept.service(site).isEmpty()) {
      return;
    }
    if (pauses(draft.memory, site)) {
      files.put(path, crontab.paused());
    } else if (ready || there.isPresent()) {
      files.put(path, crontab.text(site));
    }
    site.crons().forEach((job, cron) -> job(site, job, cron, there));
  }

  private static boolean released(Observed observed, Site site) {
    return site.source().isEmpty()
        || Optional.ofNullable(observed.sites().get(site.name()))
            .flatMap(Observed.SiteState::current)
            .isPresent();
  }

  private void job(Site site, String job, Site.Cron cron, Optional<String> there) {
    var key = site.name() + "/" + job;
    var now = draft.situation.now();
    var run = run(observed, site, job);
    jobs.add(key);
    run.ifPresent(r -> draft.crons.put(key, r));
    if (crontab.has(there, site, job, cron)) {
      draft.memory.crons.putIfAbsent(key, now);
    } else {
      draft.memory.crons.remove(key);
    }
    if (run.filter(r -> r.runs(cron.timeout(), now)).isEmpty()) {
      missed(site, job, cron, run)
          .or(() -> run.flatMap(Crons::failed))
          .ifPresent(why -> ailing.add(key + ": " + why));
    }
  }

  private Optional<String> missed(Site site, String job, Site.Cron cron, Optional<CronRun> run) {
    var since = Optional.ofNullable(draft.memory.crons.get(site.name() + "/" + job));
    var last = run.map(CronRun::until).orElse(Instant.EPOCH);
    return since
        .map(s -> s.isAfter(last) ? s : last)
        .flatMap(s -> Crontab.time(site, cron).last(s, draft.situation.now().minus(LATE), zone()))
        .map(due -> "missed: was due at " + due + ", and did not run");
  }

  private java.time.ZoneId zone() {
    return observed.facts().tools().zone();
  }

  private static Optional<String> failed(CronRun run) {
    var end = run.output().lines().reduce((a, b) -> b).map(line -> ": " + line).orElse("");
    return switch (run.result()) {
      case CronRun.OK -> Optional.empty();
      case CronRun.RUNNING -> Optional.of("began at " + run.started() + " and never said its end");
      case "timeout" -> Optional.of("ended by its timeout at " + run.until() + end);
      default -> Optional.of("exit code %d at %s%s".formatted(run.code(), run.until(), end));
    };
  }

  private static Optional<CronRun> run(Observed observed, Site site, String job) {
    var path = observed.facts().tools().state() + "/cron/" + site.name() + "/" + job;
    return Optional.ofNullable(observed.files().get(path)).flatMap(CronRun::parse);
  }

  /** Whether a deploy of the site is at its hooks, or has nothing left to do before them. */
  private static boolean pauses(Memory.Draft memory, Site site) {
    return hooked(site)
        && Optional.ofNullable(memory.deploys.get(site.name().value()))
            .filter(d -> d.ready() && !d.waiting())
            .isPresent();
  }

  private static boolean hooked(Site site) {
    return !site.hooks().deploy().isEmpty() || !site.hooks().postDeploy().isEmpty();
  }

  /** Why a site's hooks may not begin yet. */
  static Optional<String> atWork(Situation situation, Site site) {
    if (!hooked(site)) {
      return Optional.empty();
    }
    var observed = situation.observed();
    var path = new Crontab(observed.facts().tools()).path(site.name().value());
    var text = observed.files().getOrDefault(path, "");
    if (Fileset.ours(text) && !Crontab.isPaused(text)) {
      return Optional.of("cron jobs are being paused");
    }
    return site.crons().entrySet().stream()
        .filter(c -> runs(situation, site, c.getKey(), c.getValue()))
        .map(c -> "cron job " + c.getKey() + " runs")
        .findFirst();
  }

  private static boolean runs(Situation situation, Site site, String job, Site.Cron cron) {
    return run(situation.observed(), site, job)
        .filter(r -> r.runs(cron.timeout(), situation.now()))
        .isPresent();
  }
}
