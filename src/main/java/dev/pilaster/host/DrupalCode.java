package dev.pilaster.host;

import dev.pilaster.model.DrupalCore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which Drupal a release is, as its code says; a release that is complete is read once. */
final class DrupalCode {
  /** Where composer and others put the docroot when the pillar says something else. */
  private static final List<String> USUAL = List.of(".", "web", "docroot");

  /** File below the docroot to the line with the version (core's own {@code VERSION}). */
  private static final Map<String, Pattern> FILES =
      Map.of(
          "core/lib/Drupal.php",
          Pattern.compile(
              "^\\s*(?:public )?const (?:string )?VERSION = '([0-9][^'\\s]{0,40})';",
              Pattern.MULTILINE),
          "includes/bootstrap.inc",
          Pattern.compile(
              "^\\s*define\\('VERSION', '([0-9][^'\\s]{0,40})'\\);", Pattern.MULTILINE));

  /** Both say it near the beginning. */
  private static final int READ = 256 * 1024;

  private final Map<Path, Map<String, Optional<DrupalCore>>> known = new ConcurrentHashMap<>();

  /**
   * Of complete releases, those that are Drupal.
   *
   * @param releases their directories, all of one site
   */
  Map<String, DrupalCore> of(List<Path> releases, String docroot) {
    var cores = new TreeMap<String, DrupalCore>();
    for (var release : releases) {
      known
          .computeIfAbsent(release, r -> new ConcurrentHashMap<>())
          .computeIfAbsent(docroot, d -> read(release, d))
          .ifPresent(core -> cores.put(release.getFileName().toString(), core));
    }
    releases.stream()
        .map(Path::getParent)
        .findFirst()
        .ifPresent(p -> known.keySet().removeIf(r -> r.startsWith(p) && !releases.contains(r)));
    return cores;
  }

  /** Empty where no core is found, and where it does not say its version as core does. */
  static Optional<DrupalCore> read(Path code, String docroot) {
    return Stream.concat(Stream.of(docroot), USUAL.stream())
        .distinct()
        .flatMap(root -> FILES.keySet().stream().sorted().map(f -> Path.of(root, f).normalize()))
        .flatMap(file -> read(code, file).stream())
        .findFirst();
  }

  private static Optional<DrupalCore> read(Path code, Path file) {
    var pattern =
        FILES.entrySet().stream()
            .filter(f -> file.endsWith(f.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow();
    try {
      var place = code.resolve(file);
      if (!Files.isRegularFile(place) || !place.toRealPath().startsWith(code.toRealPath())) {
        return Optional.empty();
      }
      try (var in = Files.newInputStream(place)) {
        var text = new String(in.readNBytes(READ), StandardCharsets.UTF_8);
        return pattern
            .matcher(text)
            .results()
            .map(m -> new DrupalCore(m.group(1), file.toString()))
            .findFirst();
      }
    } catch (IOException e) {
      throw OwnFiles.failed("read " + file, e);
    }
  }
}
