package dev.pilaster.plan;

import dev.pilaster.model.Action;
import dev.pilaster.model.Backoff;
import dev.pilaster.model.Change;
import dev.pilaster.model.Change.Ending;
import dev.pilaster.model.Check.SiteCheck;
import dev.pilaster.model.Container;
import dev.pilaster.model.Deploy;
import dev.pilaster.model.Dump;
import dev.pilaster.model.Exec;
import dev.pilaster.model.ImageRef;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Release;
import dev.pilaster.model.Service;
import dev.pilaster.model.Site;
import dev.pilaster.model.SiteStep;
import dev.pilaster.model.Step;
import dev.pilaster.model.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A release's way from git to visitors, and back where it fails (DEPLOY, site code). */
final class DeployPlan {
  /** Who owns FPM's workers in the images, so what a hook writes can be read by the site. */
  private static final String USER = "www-data";

  /** How often is looked whether the site's cron jobs rest. */
  private static final Duration CRON = Duration.ofSeconds(1);

  private static final String RESTORE = "on_hook_failure";

  private final Draft draft;
  private final Observed observed;
  private final Generations generations;
  private final Site site;
  private final Release wanted;
  private final Optional<String> current;
  private final List<String> have;
  private final Subject subject;

  DeployPlan(
      Draft draft,
      Generations generations,
      Site site,
      Release wanted,
      Optional<String> current,
      List<String> have) {
    this.draft = draft;
    this.observed = draft.situation.observed();
    this.generations = generations;
    this.site = site;
    this.wanted = wanted;
    this.current = current;
    this.have = have;
    this.subject = Subject.release(site.name());
  }

  /** Nothing that serves is touched yet. */
  void begin() {
    var change = change(current.map(c -> c + " → ").orElse("new: ") + wanted.name(), whole());
    var due = change.due(prepared().size());
    var obstacle = new DeployObstacles(draft, generations, site, wanted).first(current, have);
    if (draft.begin(obstacle.map(due::blocked).orElse(due), Optional.empty())) {
      note(Deploy.begin(wanted.name(), current, draft.situation.now()));
    }
  }

  private Change change(String because, List<Step> steps) {
    var action = current.isPresent() ? Action.REPLACE : Action.CREATE;
    return Change.now(subject, action, List.of("release: " + because), steps, wanted.name());
  }

  private void note(Deploy deploy) {
    draft.memory.deploys.put(site.name().value(), deploy);
  }

  private void over() {
    draft.memory.deploys.remove(site.name().value());
  }

  private List<Step> whole() {
    var steps = new ArrayList<>(prepared());
    steps.addAll(served(Deploy.begin(wanted.name(), current, draft.situation.now())));
    return steps;
  }

  private List<Step> prepared() {
    var steps = new ArrayList<Step>();
    if (!have.contains(wanted.name())) {
      buildImage().ifPresent(steps::add);
      steps.add(new SiteStep.Export(wanted));
    }
    syntax().check().ifPresent(steps::add);
    if (hasHooks() && site.hooks().dumpBefore()) {
      dumps().forEach(d -> steps.add(new SiteStep.WriteDump(d)));
    }
    steps.add(new SiteStep.AskBefore(checks().site(site)));
    return steps;
  }

  /** What is here already is good enough, so that a build needs no registry. */
  private Optional<Step> buildImage() {
    var registries = draft.situation.goal().desired().server().registries();
    return wanted
        .source()
        .build()
        .map(b -> ImageRef.parse(b.image()))
        .filter(i -> !observed.digests().containsKey(i.toString()))
        .filter(i -> i.digest().map(d -> !observed.images().contains(i.at(d))).orElse(true))
        .map(i -> new Step.Pull(i, Optional.ofNullable(registries.get(i.registry()))));
  }

  private Syntax syntax() {
    return new Syntax(draft, generations, site, wanted);
  }

  private boolean hasHooks() {
    return !site.hooks().deploy().isEmpty();
  }

  private Checks checks() {
    return new Checks(generations, observed);
  }

  /** One flip for code and settings; then everything that proves it. */
  private List<Step> served(Deploy deploy) {
    var steps = new ArrayList<Step>();
    if (!current.equals(Optional.of(wanted.name()))) {
      steps.add(new SiteStep.Flip(site.name(), wanted.name()));
    }
    if (!deploy.opened()) {
      steps.addAll(hooks(site.hooks().deploy()));
      steps.add(new SiteStep.ProbeSite(ask(deploy)));
    }
    steps.addAll(hooks(site.hooks().postDeploy()));
    return steps;
  }

  /** A site that was broken before is not blamed on its new release. */
  private List<SiteCheck> ask(Deploy deploy) {
    var before = deploy.before().getOrDefault(site.name().value(), 0);
    return before == 0 || before > Checks.NOT_BROKEN ? List.of() : checks().site(site, before);
  }

  private List<Step> hooks(List<String> commands) {
    return active()
        .map(c -> commands.stream().map(command -> (Step) hook(c, command)).toList())
        .orElse(List.of());
  }

  private SiteStep hook(Container container, String command) {
    var dir = generations.siteRoot(site.name()) + "/current";
    return new SiteStep.Hook(
        new Exec(
            container.name(),
            List.of("sh", "-c", command),
            Optional.of(USER),
            Optional.of(dir),
            new TreeMap<>(),
            site.hooks().timeout()));
  }

  private Optional<Container> active() {
    return site.container().flatMap(this::active);
  }

  private Optional<Container> active(Name service) {
    return observed.of(service).stream()
        .filter(c -> c.generation() == observed.live().getOrDefault(service, 0))
        .findFirst();
  }

  private List<Dump> dumps() {
    var services = draft.situation.goal().desired().services();
    var dumps = new ArrayList<Dump>();
    for (var database : site.databases().values()) {
      database
          .service()
          .flatMap(this::active)
          .map(c -> dump(c, database, Optional.ofNullable(services.get(c.service()))))
          .ifPresent(dumps::add);
    }
    return dumps;
  }

  /** Named for the release that it was made before. */
  private Dump dump(Container container, Site.Database database, Optional<Service> service) {
    var password = service.flatMap(Service::rootPassword);
    return new Dump(site.name(), wanted.name(), container.name(), database.name(), password);
  }

  /** Whether there is something to do for it still; refused, or failed, it goes back. */
  boolean goesOn(Deploy deploy, Optional<Memory.Quarantine> refused) {
    var failed =
        refused
            .map(Memory.Quarantine::reason)
            .or(
                () ->
                    Optional.ofNullable(draft.memory.backoff.get(subject.toString()))
                        .map(Backoff::reason));
    return switch (deploy.state()) {
      case PREPARING -> prepare(deploy, failed);
      case FLIPPED -> serve(deploy, failed);
      case RETURNING -> goBack(deploy);
    };
  }

  private boolean prepare(Deploy deploy, Optional<String> failed) {
    if (failed.isPresent() || !deploy.release().equals(wanted.name())) {
      over();
      return false;
    }
    if (deploy.waiting() && syntax().outlives()) {
      draft.add(change("prepared", served(deploy)).blocked(deploy.fault()));
      return true;
    }
    if (!deploy.ready() || deploy.waiting()) {
      note(Deploy.begin(wanted.name(), current, draft.situation.now()));
      draft.add(change("prepared again", whole()).due(prepared().size()));
      return true;
    }
    var cron = Crons.atWork(draft.situation, site);
    if (cron.isPresent()) {
      draft.add(change("prepared", served(deploy)).blocked(cron.get()));
      draft.wakeIn(CRON);
      return true;
    }
    note(deploy.flipped(draft.situation.now()));
    draft.add(change(current.map(c -> c + " → ").orElse("") + wanted.name(), served(deploy)));
    return true;
  }

  private boolean serve(Deploy deploy, Optional<String> failed) {
    if (failed.isPresent() && site.hooks().onFailure().equals("rollback")) {
      return goBack(fail(deploy, failed.get()));
    }
    if (failed.isPresent() || !deploy.release().equals(wanted.name())) {
      over();
      return false;
    }
    draft.add(change("taken up again", served(deploy)));
    return true;
  }

  private Deploy fail(Deploy deploy, String why) {
    draft.memory.backoff.remove(subject.toString());
    var failed = deploy.fails(why, draft.situation.now());
    note(failed);
    return failed;
  }

  /** The database goes back only where a hook may have changed it and no visitor has since. */
  private boolean goBack(Deploy deploy) {
    var steps = new ArrayList<Step>();
    var previous = deploy.previous().filter(have::contains);
    previous
        .filter(p -> !current.equals(previous))
        .ifPresent(p -> steps.add(new SiteStep.Flip(site.name(), p)));
    if (deploy.hooked() && !deploy.opened() && site.hooks().restoreDatabase().equals(RESTORE)) {
      dumps().forEach(d -> steps.add(new SiteStep.RestoreDump(d)));
    }
    if (steps.isEmpty()) {
      over();
      return false;
    }
    draft.add(
        Change.now(subject, Action.REPLACE, List.of("rolled back: " + deploy.fault()), steps, "")
            .ending(Ending.ROLLED_BACK));
    return true;
  }
}
