package dev.pilaster.plan;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Site;
import dev.pilaster.render.DrushAliases;
import dev.pilaster.render.LogRotation;
import dev.pilaster.render.SiteTools;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What works on the host without the agent: scripts, Drush's aliases, rotation of the logs. */
final class Commands {
  private static final Pattern ALIAS = Pattern.compile("(?m)^alias='([a-z0-9_-]+)'$");

  private final Draft draft;
  private final Observed observed;
  private final Kept kept;
  private final SiteTools tools;
  private final DrushAliases drush;
  private final LogRotation rotation;
  private final TreeMap<String, Fileset.Text> scripts = new TreeMap<>();
  private final TreeMap<String, Fileset.Text> aliases = new TreeMap<>();

  Commands(Draft draft, Kept kept) {
    this.draft = draft;
    this.kept = kept;
    this.observed = draft.situation.observed();
    this.tools = new SiteTools(observed.facts().tools());
    this.drush = new DrushAliases(observed.facts().tools(), observed.facts().sites());
    this.rotation = new LogRotation(observed.facts().tools());
  }

  void plan(FilesetPlan plan) {
    var desired = draft.situation.goal().desired();
    desired.sites().values().forEach(this::site);
    kept.sites().forEach(this::keep);
    if (!desired.services().isEmpty()) {
      scripts.putAll(tools.programs());
    }
    if (!aliases.isEmpty()) {
      aliases.putAll(drush.settings());
      scripts.put(tools.drush(), tools.wrapper());
    }
    if (!desired.sites().isEmpty()) {
      scripts.put(rotation.path(), rotation.file(desired.server().nginx().logDir()));
    }
    var places = List.of(tools.dir(), tools.drush(), rotation.path());
    plan(plan, Fileset.Kind.TOOLS, scripts, places);
    plan(plan, Fileset.Kind.DRUSH, aliases, List.of(observed.facts().tools().drush()));
  }

  /** What somebody else has put there is as good as ours, or meant to be another. */
  private void plan(
      FilesetPlan plan,
      Fileset.Kind kind,
      SortedMap<String, Fileset.Text> files,
      List<String> places) {
    files.keySet().removeIf(kept::isForeign);
    if (!files.isEmpty() || places.stream().anyMatch(kept::ours)) {
      plan.plan(new Fileset(kind, files, ""), places, Map.of(), List.of());
    }
  }

  private void site(Site site) {
    Kept.service(site)
        .ifPresent(
            service ->
                scripts.put(
                    tools.sitePath(site.name().value()),
                    tools.site(site, service, observed.facts().sites())));
    if (DrushAliases.isDrupal(site)) {
      aliases.putAll(drush.of(site));
    }
  }

  private void keep(String site) {
    kept.keep(scripts, tools.sitePath(site));
    var text = observed.files().getOrDefault(tools.sitePath(site), "");
    var alias = ALIAS.matcher(text);
    if (alias.find()) {
      drush.paths(alias.group(1)).forEach(path -> kept.keep(aliases, path));
    }
  }
}
