package dev.pilaster.pillar;

import dev.pilaster.pillar.AgentSettings.CommitStatus;
import dev.pilaster.pillar.AgentSettings.Notice;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sections of {@code agent.yaml} that say who is told of what happens. */
final class AgentNotices {
  private static final Shape<String> URL = Shapes.text("https?://[^\\s/]+\\S*", "a URL");

  private static final Keys NOTICE_KEYS = new Keys();
  private static final Key<String> NOTICE_URL = NOTICE_KEYS.needed("url", URL, "where to");
  private static final Key<String> FORMAT =
      NOTICE_KEYS.or("format", Shapes.word("json", "slack"), "json", "json or slack; = json");
  private static final Key<List<String>> EVENTS =
      NOTICE_KEYS.list(
          "events",
          Shapes.word("failed", "rolled_back", "recovered", "drift", "approval"),
          "which; = all");

  static final Shape<Notice> NOTICE =
      NOTICE_KEYS.shape(v -> new Notice(v.get(NOTICE_URL), v.get(FORMAT), v.get(EVENTS)));

  /** Where each git server's API is unless something else is said; Gitea is always one's own. */
  private static final Map<String, String> SERVERS =
      Map.of("github", "https://api.github.com", "gitlab", "https://gitlab.com");

  private static final Keys STATUS_KEYS = new Keys();
  private static final Key<String> PROVIDER =
      STATUS_KEYS.needed(
          "provider", Shapes.word("github", "gitlab", "gitea"), "github, gitlab or gitea");
  private static final Key<Optional<String>> SERVER =
      STATUS_KEYS.maybe("url", URL, "the git server; = the provider's own");
  private static final Key<String> REPO =
      STATUS_KEYS.needed(
          "repo",
          Shapes.text("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)+", "OWNER/NAME"),
          "the config repository's name there: OWNER/NAME");
  private static final Key<String> TOKEN =
      STATUS_KEYS.needed("token_file", AgentReader.FILE, "may write commit statuses");

  static final Shape<CommitStatus> COMMIT_STATUS = STATUS_KEYS.shape(AgentNotices::commitStatus);

  private AgentNotices() {}

  private static CommitStatus commitStatus(Values v) {
    var provider = v.get(PROVIDER);
    var url = v.get(SERVER).or(() -> Optional.ofNullable(SERVERS.get(provider)));
    if (url.isEmpty()) {
      v.fail(SERVER, "is missing: where your " + provider + " is");
    }
    return new CommitStatus(provider, url.orElse(""), v.get(REPO), v.get(TOKEN));
  }
}
