package dev.pilaster.git;

import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * A site's {@code ref} as the pillar writes it: a full commit id, a full name ({@code refs/…}), or
 * a short one, which means the branch where there is one, else the tag.
 */
record RefName(String text) {
  private static final String COMMIT = "[0-9a-f]{40}";

  /** The commit, when the text is one. */
  Optional<ObjectId> commit() {
    return text.matches(COMMIT) ? Optional.of(ObjectId.fromString(text)) : Optional.empty();
  }

  /** Full names that it may mean, the first one that exists counts. */
  List<String> candidates() {
    return text.startsWith("refs/")
        ? List.of(text)
        : List.of("refs/heads/" + text, "refs/tags/" + text);
  }

  /** What it means there. */
  Optional<ObjectId> in(Conversation conversation) {
    return candidates().stream().flatMap(name -> conversation.id(name).stream()).findFirst();
  }
}
