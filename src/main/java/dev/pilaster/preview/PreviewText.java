package dev.pilaster.preview;

import java.util.ArrayList;
import java.util.List;

/** A preview for a terminal. */
public final class PreviewText {
  private static final int MOST = 120;

  private final List<String> lines = new ArrayList<>();

  private PreviewText() {}

  /** Its lines. */
  public static List<String> of(Preview preview) {
    var text = new PreviewText();
    var summary = new Summary(preview);
    text.line("", summary.headline());
    summary.points().forEach(point -> text.line("  ", point));
    preview
        .moves()
        .forEach(m -> text.line("  ", "site " + Summary.move(m) + "; its data does not move"));
    Group.of(preview).forEach(text::group);
    return text.lines;
  }

  private void line(String indent, String line) {
    lines.add(indent + Visible.of(line));
  }

  private void group(Group group) {
    line("", "");
    var sample = group.sample();
    line("", group.title() + state(sample.state()));
    sample.problems().forEach(p -> line("  ! ", p.text()));
    sample.notes().forEach(note -> line("  ! ", note));
    sample.effects().forEach(this::effect);
    sample.files().forEach(this::file);
  }

  private static String state(ServerPreview.State state) {
    return switch (state) {
      case NEW -> " (new)";
      case GONE -> " (gone)";
      case INVALID -> " (invalid)";
      case UNKNOWN -> " (unknown)";
      default -> "";
    };
  }

  private void effect(Effect effect) {
    line("  ", effect.action().sign() + " " + effect.subject());
    effect.because().forEach(reason -> line("      ", reason));
    effect.waits().ifPresent(by -> line("      ", "waits for " + by));
  }

  private void file(FileChange file) {
    line("  ", file.action() + " " + file.path());
    var diff = file.lines();
    diff.stream().limit(MOST).forEach(l -> line("      ", l));
    if (diff.size() > MOST) {
      line("      ", "… %d more lines".formatted(diff.size() - MOST));
    }
  }
}
