package dev.pilaster.preview;

import static dev.pilaster.preview.Markdown.code;
import static dev.pilaster.preview.Markdown.said;

import java.util.ArrayList;
import java.util.List;

/** A preview as a comment of a pull request. Its first line is always the same. */
public final class PreviewMarkdown {
  /** By this line a comment is found again. */
  public static final String FIRST_LINE = "<!-- pilaster preview -->";

  /** GitHub takes 65,536 characters. */
  static final int LONGEST = 60_000;

  /** A diff of so few lines is shown at once. */
  private static final int SHORT = 12;

  private static final int MOST = 300;
  private static final String END =
      "<sub>From git alone, at the time of this run. Drift, pins, tags that move in a registry and"
          + " an agent's own settings are not in it: <code>pilaster plan</code> on the host has"
          + " them.</sub>";

  private final StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
  private final boolean diffs;

  private PreviewMarkdown(boolean diffs) {
    this.diffs = diffs;
  }

  /** As much as a comment may hold: without diffs, or cut off, where it would be too long. */
  public static String of(Preview preview) {
    var whole = write(preview, true);
    var shorter = whole.length() <= LONGEST ? whole : write(preview, false);
    return shorter.length() <= LONGEST ? shorter : cut(shorter);
  }

  /** Ends with a whole server. */
  private static String cut(String text) {
    var end = text.lastIndexOf("\n#### ", LONGEST);
    return (end < 0 ? FIRST_LINE + "\n" : text.substring(0, end))
        + "\n\n**There is more than a comment holds**; the job's log may have the rest.\n";
  }

  private static String write(Preview preview, boolean diffs) {
    var markdown = new PreviewMarkdown(diffs);
    markdown.summary(preview);
    Group.of(preview).forEach(markdown::group);
    markdown.line("\n" + END);
    return markdown.text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void summary(Preview preview) {
    var summary = new Summary(preview);
    line("### Pilaster: " + summary.headline().replaceFirst("\\.$", ""));
    line("");
    summary.points().forEach(point -> line("- " + marked(point)));
    preview.moves().forEach(m -> line("- site " + code(Summary.move(m))));
    line("\n%s → %s".formatted(code(preview.base().shortId()), code(preview.head().shortId())));
  }

  private static String marked(String point) {
    if (point.contains(" invalid")) {
      return "❌ **" + point + "**";
    }
    var worth = point.contains("with a gap") || point.contains("removed") || point.contains("held");
    return worth ? "⚠️ **" + point + "**" : point;
  }

  private void group(Group group) {
    var sample = group.sample();
    line("\n#### " + code(group.title()) + state(sample.state()));
    line("");
    if (!group.more().isEmpty()) {
      details("all " + group.servers().size() + " servers", false, () -> line(code(group.more())));
    }
    sample.problems().forEach(p -> line("- ❌ " + code(p.text())));
    sample.notes().forEach(note -> line("- ⚠️ " + said(note)));
    sample.effects().forEach(this::effect);
    if (!sample.files().isEmpty()) {
      files(sample.files());
    }
  }

  private static String state(ServerPreview.State state) {
    return switch (state) {
      case NEW -> " is new";
      case GONE -> " is gone";
      case INVALID -> " is invalid";
      case UNKNOWN -> " is unknown";
      default -> "";
    };
  }

  private void effect(Effect effect) {
    var gap = effect.gap() ? " ⚠️ **gap**" : "";
    line("- **" + effect.action().sign() + "** " + code(effect.subject()) + gap);
    effect.because().forEach(reason -> line("  - " + said(reason)));
    effect.waits().ifPresent(by -> line("  - ⏸ waits for " + said(by)));
  }

  private void files(List<FileChange> files) {
    var lines = new ArrayList<String>();
    for (var file : files) {
      lines.add(file.action() + "    " + file.path());
      lines.addAll(file.lines());
    }
    line("");
    if (!diffs) {
      line(Summary.count(files.size(), "generated file") + " differ; left out, too long");
      return;
    }
    var more = lines.size() - MOST;
    if (more > 0) {
      lines.subList(MOST, lines.size()).clear();
      lines.add("… " + Summary.count(more, "more line"));
    }
    var title = Summary.count(files.size(), "generated file") + " to be written or removed";
    details(title, lines.size() <= SHORT, () -> line(Markdown.block("diff", lines)));
  }

  private void details(String title, boolean open, Runnable content) {
    line("<details%s><summary>%s</summary>\n".formatted(open ? " open" : "", title));
    content.run();
    line("\n</details>\n");
  }
}
