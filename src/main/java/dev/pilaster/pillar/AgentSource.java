package dev.pilaster.pillar;

import java.util.Map;
import java.util.Optional;

/** The {@code source} section of {@code agent.yaml}. */
final class AgentSource {
  private static final String UNSIGNED = "none";

  private static final Keys VERIFY_KEYS = new Keys();
  private static final Key<String> MODE =
      VERIFY_KEYS.or(
          "mode",
          Shapes.word(Map.of(UNSIGNED, UNSIGNED, "head", "head", "all", "all")),
          UNSIGNED,
          "which commits must be signed: none, head or all; = none");
  private static final Key<Optional<String>> SIGNERS =
      VERIFY_KEYS.maybe("allowed_signers_file", AgentReader.FILE, "SSH's allowed signers");

  private static final Keys KEYS = new Keys();
  private static final Key<String> URL =
      KEYS.needed(
          "url", Shapes.text("[^\\s\\x00-\\x1f\\x7f]+", "a path or URL"), "the config repository");
  private static final Key<String> BRANCH =
      KEYS.or(
          "branch",
          Shapes.text("[A-Za-z0-9][A-Za-z0-9._/+-]*", "a branch"),
          "main",
          "the branch that is deployed; = main");
  private static final Key<String> PATH =
      KEYS.or("path", Formats.RELATIVE, ".", "the pillar's root in the repository; = .");
  private static final Key<Optional<String>> SSH_KEY =
      KEYS.maybe("ssh_key_file", AgentReader.FILE, "a private key without a passphrase");
  private static final Key<Optional<String>> KNOWN_HOSTS =
      KEYS.maybe("known_hosts_file", AgentReader.FILE, "the host keys that are accepted");
  private static final Key<Optional<String>> TOKEN =
      KEYS.maybe("token_file", AgentReader.FILE, "the password for https");
  private static final Key<Boolean> REWIND =
      KEYS.or("allow_rewind", Shapes.BOOL, false, "follow a branch that went back; = false");

  static final Shape<AgentSettings.Source> SHAPE;

  static {
    KEYS.section("verify", VERIFY_KEYS.shape(AgentSource::verified), "signatures");
    SHAPE = KEYS.shape(AgentSource::source);
  }

  private AgentSource() {}

  /** Signatures that nobody checks would be a promise broken. */
  private static boolean verified(Values v) {
    if (!v.get(MODE).equals(UNSIGNED)) {
      v.fail(MODE, "\"" + v.get(MODE) + "\" is not supported yet");
    } else if (v.get(SIGNERS).isPresent()) {
      v.fail(SIGNERS, "has no meaning with mode: none");
    }
    return false;
  }

  private static AgentSettings.Source source(Values v) {
    return new AgentSettings.Source(
        v.get(URL),
        v.get(BRANCH),
        v.get(PATH),
        v.get(SSH_KEY),
        v.get(KNOWN_HOSTS),
        v.get(TOKEN),
        v.get(REWIND));
  }
}
