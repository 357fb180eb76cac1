package dev.pilaster.plan;

import dev.pilaster.model.Container;
import dev.pilaster.model.Exec;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Release;
import dev.pilaster.model.Site;
import dev.pilaster.model.SiteStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a release's settings are made of, ours and the code's own, read by the site's own PHP before
 * a visitor meets it. Nothing of it is run.
 */
record Syntax(Observed observed, Site site, Release release) {
  /** Its arguments are files. What cannot be asked is said, and is no fault of the release. */
  private static final String SCRIPT =
      "command -v php >/dev/null || exec echo no php command: not checked; for f; do"
          + " if test -r \"$f\"; then php -d display_errors=stderr -l \"$f\" || exit;"
          + " else echo \"$(id -un) cannot read $f: not checked\"; fi; done";

  /** Who owns FPM's workers in the images. */
  private static final String USER = "www-data";

  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** Nothing where nothing is to be read, or no container runs that has the site. */
  Optional<SiteStep> check() {
    var files = files();
    return files.isEmpty()
        ? Optional.empty()
        : Routes.answering(observed, site).filter(Container::running).map(c -> step(c, files));
  }

  private static SiteStep step(Container container, List<String> files) {
    return new SiteStep.CheckSettings(
        new Exec(
            container.name(),
            command(files),
            Optional.of(USER),
            Optional.empty(),
            new TreeMap<>(),
            LIMIT));
  }

  /** Ends with PHP's own exit code at the first file that it cannot read. */
  static List<String> command(List<String> files) {
    var command = new ArrayList<>(List.of("sh", "-c", SCRIPT, "sh"));
    command.addAll(files);
    return command;
  }

  private List<String> files() {
    var home = observed.facts().sites() + "/" + site.name();
    var files = new ArrayList<String>();
    var settings = release.settings().keySet();
    settings.forEach(file -> files.add(home + "/config/" + release.name() + "/" + file));
    var code = home + "/releases/" + release.name() + "/";
    release.includes().keySet().forEach(file -> files.add(code + file));
    if (!settings.isEmpty()) {
      site.settings().include().forEach(file -> files.add(code + file));
    }
    files.removeIf(file -> !file.endsWith(".php"));
    return files;
  }
}
