package dev.pilaster.cli;

import dev.pilaster.api.Json;
import dev.pilaster.git.Revision;
import dev.pilaster.git.Revisions;
import dev.pilaster.model.HostException;
import dev.pilaster.model.Name;
import dev.pilaster.preview.Preview;
import dev.pilaster.preview.PreviewMarkdown;
import dev.pilaster.preview.PreviewText;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pilaster preview}. */
@Command(
    name = "preview",
    description = {
      "What the way from one commit to another would do, server by server.",
      "Needs git alone: no host, no key. Exits with 2 when files are wrong at the head."
    })
final class PreviewCommand implements Callable<Integer> {
  private static final String EXTENSION = ".yaml";

  private final Console console;

  @Mixin private final Pending pending = new Pending();

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "where the pillar is in its clone (default: ${DEFAULT-VALUE})",
      defaultValue = ".")
  private Path directory = Path.of(".");

  @Option(
      names = "--base",
      paramLabel = "REV",
      required = true,
      description = "what is merged into")
  private String base = "";

  @Option(names = "--head", paramLabel = "REV", required = true, description = "what is merged")
  private String head = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text, markdown or json (default: ${DEFAULT-VALUE})",
      defaultValue = "text")
  private Format format = Format.text;

  /** How it is written. */
  enum Format {
    text,
    markdown,
    json
  }

  PreviewCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var preview = preview();
    switch (format) {
      case json -> console.say(Json.pretty(PreviewJson.of(preview)));
      case markdown -> console.show(PreviewMarkdown.of(preview));
      default -> PreviewText.of(preview).forEach(console::say);
    }
    return preview.valid() ? pending.code(!preview.servers().isEmpty()) : Exit.INVALID;
  }

  private Preview preview() {
    try (var revisions = Revisions.of(directory)) {
      var from = revisions.at(base);
      var to = revisions.at(head);
      return Preview.of(from, to, servers(from), servers(to), console.clock().instant());
    } catch (HostException e) {
      throw Trouble.invalid(String.valueOf(e.getMessage()));
    }
  }

  /** A file that is not named like a server is none; {@code validate} complains of it. */
  private static List<Name> servers(Revision revision) {
    return revision.files("servers").stream()
        .filter(f -> f.endsWith(EXTENSION))
        .map(f -> f.substring(0, f.length() - EXTENSION.length()))
        .filter(Name::isValid)
        .map(Name::new)
        .toList();
  }
}
