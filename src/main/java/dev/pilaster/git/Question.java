package dev.pilaster.git;

import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Site;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.eclipse.jgit.lib.ObjectId;

/** Which commits some refs of one repository name: asked with one ls-remote. */
final class Question {
  private final Place place;
  private final Set<RefName> refs = new LinkedHashSet<>();
  private Map<RefName, ObjectId> found = Map.of();
  private Optional<HostException> failure = Optional.empty();

  Question(Place place) {
    this.place = place;
  }

  void add(Site.Source source) {
    refs.add(new RefName(source.ref()));
  }

  /** Asks; a failure becomes every ref's answer. */
  Callable<Question> on(Wire wire) {
    return () -> {
      try {
        found = ask(Remote.of(place.git, place.access, wire));
      } catch (HostException e) {
        failure = Optional.of(e);
      }
      return this;
    };
  }

  private Map<RefName, ObjectId> ask(Remote remote) {
    var names = refs.stream().map(RefName::candidates).flatMap(Collection::stream).toList();
    return remote.patiently(
        "ask for refs", () -> remote.talk(Optional.empty(), 0, List.copyOf(names), this::answers));
  }

  private Map<RefName, ObjectId> answers(Conversation conversation) {
    var answers = new HashMap<RefName, ObjectId>();
    refs.forEach(ref -> ref.in(conversation).ifPresent(id -> answers.put(ref, id)));
    return answers;
  }

  /**
   * The commit that a ref names, 40 hexadecimal digits.
   *
   * @throws HostException why it is not known
   */
  String answer(RefName ref) {
    if (failure.isPresent()) {
      throw failure.get();
    }
    var id = found.get(ref);
    if (id == null) {
      var message = place.git + " has no branch or tag " + ref.text();
      throw new HostException(Kind.INVALID, message);
    }
    return id.name();
  }

  /** One repository, seen with one set of credentials. */
  record Place(String git, Access access) {}
}
