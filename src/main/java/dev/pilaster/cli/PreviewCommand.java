package dev.pilaster.cli;

import dev.pilaster.api.Json;
import dev.pilaster.git.Revision;
import dev.pilaster.git.Revisions;
import dev.pilaster.model.HostException;
import dev.pilaster.preview.Preview;
import dev.pilaster.preview.PreviewMarkdown;
import dev.pilaster.preview.PreviewText;
import dev.pilaster.preview.Side;
import java.nio.file.Path;
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
    if (preview.known() == 0) {
      throw Trouble.invalid("neither revision has a server file (servers/<server>.yaml) here");
    }
    switch (format) {
      case json -> console.say(Json.pretty(PreviewJson.of(preview)));
      case markdown -> console.show(PreviewMarkdown.of(preview));
      default -> PreviewText.of(preview).forEach(console::say);
    }
    return preview.valid() ? pending.code(!preview.servers().isEmpty()) : Exit.INVALID;
  }

  private Preview preview() {
    try (var revisions = Revisions.of(directory)) {
      var from = side(revisions.at(base));
      return Preview.of(from, side(revisions.at(head)), console.clock().instant());
    } catch (HostException e) {
      throw Trouble.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static Side side(Revision revision) {
    return new Side(revision, revision.ids());
  }
}
