package dev.pilaster.notify;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where commit statuses are written.
 *
 * @param url of the API for GitHub, of the server for the others
 * @param repo such as {@code ops/config}
 * @param tokenFile read for every request: tokens change
 */
public record GitServer(Provider provider, String url, String repo, Path tokenFile) {
  /** Whose interface it is. */
  public enum Provider {
    /** {@code POST /repos/{owner}/{repo}/statuses/{sha}}. */
    GITHUB("failure", "error"),
    /** {@code POST /api/v4/projects/{id}/statuses/{sha}}. */
    GITLAB("failed", "canceled"),
    /** {@code POST /api/v1/repos/{owner}/{repo}/statuses/{sha}}. */
    GITEA("failure", "error");

    private final String failure;
    private final String superseded;

    Provider(String failure, String superseded) {
      this.failure = failure;
      this.superseded = superseded;
    }

    /** Its own word for a state. */
    String word(Verdict.State state) {
      return switch (state) {
        case PENDING -> "pending";
        case SUCCESS -> "success";
        case FAILURE -> failure;
        case SUPERSEDED -> superseded;
      };
    }
  }

  /** The request that writes a status under a context. */
  HttpRequest request(Verdict verdict, String context) throws IOException {
    var request = HttpRequest.newBuilder(address(verdict)).header("User-Agent", "pilaster");
    var token = Files.readString(tokenFile).strip();
    switch (provider) {
      case GITHUB ->
          request
              .header("Authorization", "Bearer " + token)
              .header("Accept", "application/vnd.github+json");
      case GITLAB -> request.header("PRIVATE-TOKEN", token);
      case GITEA -> request.header("Authorization", "token " + token);
    }
    return request
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(Format.bytes(body(verdict, context))))
        .build();
  }

  private URI address(Verdict verdict) {
    var base = url.replaceAll("/+$", "");
    return URI.create(
        switch (provider) {
          case GITHUB -> base + "/repos/" + repo + "/statuses/" + verdict.sha();
          case GITLAB -> base + "/api/v4/projects/" + project() + "/statuses/" + verdict.sha();
          case GITEA -> base + "/api/v1/repos/" + repo + "/statuses/" + verdict.sha();
        });
  }

  private String project() {
    return URLEncoder.encode(repo, StandardCharsets.UTF_8);
  }

  private Map<String, Object> body(Verdict verdict, String context) {
    return Map.of(
        "state", provider.word(verdict.state()),
        "context", context,
        "description", verdict.description());
  }

  /**
   * Whether it says that the status is so already: GitLab refuses a step from a state to itself.
   */
  boolean known(Answer answer) {
    return provider == Provider.GITLAB
        && answer.status() == 400
        && answer.text().contains("Cannot transition status");
  }
}
