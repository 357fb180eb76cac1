package dev.pilaster.preview;

import dev.pilaster.model.Action;
import dev.pilaster.model.Name;
import dev.pilaster.model.Problem;
import java.util.List;

/**
 * What a commit would do to one host.
 *
 * @param problems why its files are not right at the head
 * @param notes what else somebody should know
 */
public record ServerPreview(
    Name server,
    State state,
    List<Problem> problems,
    List<Effect> effects,
    List<String> notes,
    List<FileChange> files) {
  public ServerPreview {
    problems = List.copyOf(problems);
    effects = List.copyOf(effects);
    notes = List.copyOf(notes);
    files = List.copyOf(files);
  }

  /** How its files are at the two ends. */
  public enum State {
    SAME,
    CHANGED,
    NEW,
    GONE,
    /** Its files are wrong at the head. */
    INVALID,
    /** Its files were wrong at the base: what its host is cannot be told from git. */
    UNKNOWN;

    /** As JSON has it. */
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** One of which there is nothing but a word to say. */
  static ServerPreview of(Name server, State state, String note) {
    return new ServerPreview(
        server, state, List.of(), List.of(), note.isEmpty() ? List.of() : List.of(note), List.of());
  }

  /** Whether something would happen, or somebody has to do something. */
  public boolean counts() {
    return !effects.isEmpty() || !files.isEmpty() || !problems.isEmpty() || !notes.isEmpty();
  }

  /** Whether something would happen. */
  boolean changes() {
    return !effects.isEmpty() || !files.isEmpty();
  }

  /** How many effects are of this kind and action. */
  long count(String kind, Action action) {
    return effects.stream().filter(e -> e.is(kind, action)).count();
  }
}
