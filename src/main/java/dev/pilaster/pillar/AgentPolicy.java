package dev.pilaster.pillar;

import dev.pilaster.model.Name;
import dev.pilaster.model.Policy;
import dev.pilaster.model.Secret;
import java.util.Optional;

/** Reads the policy in an agent's own settings, whose other keys are somebody else's. */
record AgentPolicy(Problems problems) {
  private static final Name AGENT = new Name("agent");

  Optional<Policy> read(String file, String text) {
    return Yaml.read(file, text, problems.slice()).flatMap(this::policy);
  }

  private Optional<Policy> policy(Node root) {
    if (!(root instanceof Node.Mapping settings) || settings.get("policy").isEmpty()) {
      return Optional.of(Policy.open());
    }
    var in = context(root.place(), problems);
    return settings.get("policy").flatMap(node -> PolicyReader.AGENTS.read(node, in));
  }

  /** For a policy, in which no secret can stand. */
  static Context context(Place place, Problems problems) {
    return context(AGENT, place, problems);
  }

  /** For settings of an agent, in which no secret can stand. */
  static Context context(Name name, Place place, Problems problems) {
    var references = new References(path -> Optional.empty(), new NoSecrets());
    return new Context(name, place, place, Optional.empty(), name, references, problems);
  }

  /** An agent's settings hold no secrets: they name files. */
  private record NoSecrets() implements Secrets {
    @Override
    public Secret secret(String path, String text, String key) throws Failure {
      throw new Failure("not in an agent's settings");
    }

    @Override
    public Secret hostFile(String path, String key) throws Failure {
      throw new Failure("not in an agent's settings");
    }
  }
}
