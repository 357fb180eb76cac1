package dev.pilaster.plan;

import dev.pilaster.model.Action;
import dev.pilaster.model.Change;
import dev.pilaster.model.Difference;
import dev.pilaster.model.Fileset;
import dev.pilaster.model.Memo;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Resource.Health;
import dev.pilaster.model.Resource.Sync;
import dev.pilaster.model.Step;
import dev.pilaster.model.Subject;
import dev.pilaster.render.Crontab;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Compares a set of files with what stands there. */
final class FilesetPlan {
  private static final Memo<Fileset.Kind, Map<String, Fileset.Text>, String> FINGERPRINTS =
      new Memo<>();

  private final Draft draft;
  private final Observed observed;
  private final Memory memory;

  FilesetPlan(Draft draft) {
    this.draft = draft;
    this.observed = draft.situation.observed();
    this.memory = draft.situation.memory();
  }

  /**
   * Plans one fileset.
   *
   * @param dir the directory in which every marked file belongs to it, or one such file; empty for
   *     none
   * @param held files that keep their former text, with the reason
   */
  void plan(Fileset wanted, String dir, Map<String, String> held) {
    plan(wanted, dir.isEmpty() ? List.of() : List.of(dir), held, List.of());
  }

  /**
   * Plans one fileset.
   *
   * @param places directories, files, and beginnings of names (they end with -) whose marked files
   *     belong to it
   * @param ailing what does not work although its files are right
   */
  void plan(Fileset wanted, List<String> places, Map<String, String> held, List<String> ailing) {
    var subject = Subject.fileset(wanted.kind());
    var changed = changed(wanted, places);
    var unloaded =
        Optional.ofNullable(observed.served().get(wanted.kind().text()))
            .filter(s -> !wanted.digest().isEmpty() && !s.equals(wanted.digest()));
    if (draft.busy(subject)) {
      resource(subject, Sync.OUT_OF_SYNC, Health.PROGRESSING, List.of(), "being loaded");
      return;
    }
    var drift = drift(wanted, changed);
    var reasons = new ArrayList<>(reasons(changed, drift));
    unloaded.filter(u -> changed.isEmpty()).ifPresent(u -> reasons.add("not loaded yet"));
    if (!reasons.isEmpty()) {
      install(subject, wanted, changed, reasons, drifted(changed, drift));
    }
    var troubles = new ArrayList<>(held.values());
    troubles.addAll(ailing);
    resource(
        subject,
        reasons.isEmpty() && held.isEmpty() ? Sync.SYNCED : Sync.OUT_OF_SYNC,
        troubles.isEmpty() ? Health.HEALTHY : Health.DEGRADED,
        drift,
        String.join("; ", troubles));
  }

  private void install(
      Subject subject,
      Fileset wanted,
      List<String> changed,
      List<String> reasons,
      boolean onlyDrift) {
    var files = wanted.files();
    var fingerprint = FINGERPRINTS.get(wanted.kind(), files, () -> Memory.digest(files.toString()));
    var refused = memory.refuses(subject.toString(), fingerprint);
    var fresh = files.keySet().stream().noneMatch(observed.files()::containsKey);
    var names = changed.isEmpty() ? List.of(wanted.kind().text()) : changed;
    var change =
        Change.now(
            subject,
            fresh ? Action.CREATE : Action.UPDATE,
            reasons,
            List.of(new Step.Install(wanted, names, around(wanted))),
            fingerprint);
    var whole = refused.map(q -> change.blocked("refused: " + q.reason())).orElse(change);
    if (onlyDrift) {
      draft.repair(whole);
    } else if (wanted.kind() == Fileset.Kind.NAMES || pauses(wanted, changed)) {
      draft.add(whole);
    } else {
      draft.begin(whole, Optional.empty());
    }
  }

  private String around(Fileset wanted) {
    return wanted.kind() == Fileset.Kind.NGINX ? observed.neighbours().digest() : "";
  }

  /** Whether nothing but somebody else's edits is undone: git asks for nothing new. */
  private static boolean drifted(List<String> changed, List<Difference> drift) {
    return !drift.isEmpty() && drift.size() == changed.size();
  }

  /** A pause is part of a deploy that has begun, and so is its end. */
  private boolean pauses(Fileset wanted, List<String> changed) {
    return changed.stream()
        .flatMap(
            path ->
                Stream.of(
                    observed.files().getOrDefault(path, ""),
                    Optional.ofNullable(wanted.files().get(path))
                        .map(Fileset.Text::text)
                        .orElse("")))
        .anyMatch(Crontab::isPaused);
  }

  /**
   * Whether a path is one of these places, or below one, or begins with one that ends in a dash.
   */
  private static Predicate<String> isIn(List<String> places) {
    var prefixes = places.stream().map(p -> p.endsWith("-") ? p : p + "/").toList();
    return path -> places.contains(path) || prefixes.stream().anyMatch(path::startsWith);
  }

  private List<String> changed(Fileset wanted, List<String> places) {
    var changed = new ArrayList<String>();
    wanted
        .files()
        .forEach(
            (path, file) -> {
              if (!file.text().equals(observed.files().get(path))) {
                changed.add(path);
              }
            });
    observed.files().keySet().stream()
        .filter(isIn(places))
        .filter(path -> !wanted.files().containsKey(path))
        .filter(path -> Fileset.ours(observed.files().getOrDefault(path, "")))
        .forEach(changed::add);
    return changed;
  }

  /** What somebody else changed: it is neither what is wanted nor what we wrote. */
  private List<Difference> drift(Fileset wanted, List<String> changed) {
    var drift = new ArrayList<Difference>();
    for (var path : changed) {
      var written = Optional.ofNullable(memory.applied().get(path));
      var actual = Optional.ofNullable(observed.files().get(path));
      if (written.isPresent() && actual.isEmpty()) {
        drift.add(new Difference(path, "present", "missing"));
      } else if (written.isPresent() && !actual.map(Memory::digest).equals(written)) {
        var file = Optional.ofNullable(wanted.files().get(path));
        drift.add(
            file.filter(f -> !f.isPublic()).isPresent()
                ? new Difference(path, "as written", "changed")
                : firstLine(path, file.map(Fileset.Text::text).orElse(""), actual.get()));
      }
    }
    return drift;
  }

  private static Difference firstLine(String path, String wanted, String actual) {
    var want = wanted.split("\n", -1);
    var have = actual.split("\n", -1);
    var line = 0;
    while (line < want.length && line < have.length && want[line].equals(have[line])) {
      line++;
    }
    return new Difference(
        path + ":" + (line + 1),
        line < want.length ? want[line].strip() : "(end)",
        line < have.length ? have[line].strip() : "(end)");
  }

  private static List<String> reasons(List<String> changed, List<Difference> drift) {
    var byPath = new TreeMap<String, String>();
    changed.forEach(path -> byPath.put(path, path));
    drift.forEach(d -> byPath.put(d.field().replaceFirst(":[0-9]+$", ""), "drift: " + d.text()));
    return List.copyOf(byPath.values());
  }

  private void resource(
      Subject subject, Sync sync, Health health, List<Difference> drift, String message) {
    draft.add(new Resource(subject, sync, health, drift, Optional.empty(), "", message));
  }
}
