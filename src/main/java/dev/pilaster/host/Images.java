package dev.pilaster.host;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.ImageRef;
import dev.pilaster.model.Server;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The engine's images, and pulling them. */
record Images(Api api) {
  private static final Duration PULL = Duration.ofMinutes(30);
  private static final Pattern REPOSITORY = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._:/-]*");
  private static final Pattern DIGEST = Pattern.compile("Digest: (sha256:[0-9a-f]{64})");

  /** What a registry says of a tag or a repository that it does not have. */
  private static final Pattern NOT_THERE =
      Pattern.compile("manifest unknown|name unknown|: not found");

  /** What the engine says when a registry does not answer (Go's net and net/http), or its proxy. */
  private static final Pattern NO_ANSWER =
      Pattern.compile(
          "connection refused|connection reset|no such host|server misbehaving|no route to host"
              + "|network is unreachable|i/o timeout|handshake timeout|deadline exceeded"
              + "|request canceled|: EOF$|\\b50[234] ");

  /**
   * The images that are here.
   *
   * @param digests {@code repository:tag} to manifest digest
   * @param images {@code repository@sha256:…}
   */
  record Local(SortedMap<String, String> digests, SortedSet<String> images) {
    Local {
      digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
      images = Collections.unmodifiableSortedSet(new TreeSet<>(images));
    }
  }

  /** A line of a pull: a layer, what happens to it, and bytes (0 of 0 when not counted). */
  record Progress(String layer, String status, long current, long total) {}

  /** One list call. */
  Local local() {
    var digests = new TreeMap<String, String>();
    var images = new TreeSet<String>();
    for (var image : api.json(Call.get("list images", "/images/json"))) {
      for (var digest : image.path("RepoDigests")) {
        images.add(digest.asText());
      }
      for (var tag : image.path("RepoTags")) {
        digestOf(image, repository(tag.asText())).ifPresent(d -> digests.put(tag.asText(), d));
      }
    }
    digests.remove("<none>:<none>");
    images.remove("<none>@<none>");
    return new Local(digests, images);
  }

  /**
   * Pulls it; by its digest when it has one, and then gives it its tag. The credentials go with
   * this one request and are stored nowhere.
   *
   * @return its manifest digest
   */
  String pull(ImageRef image, Optional<Server.Credentials> login, Consumer<Progress> progress) {
    check(image);
    var reference = image.digest().or(image::tag).orElse("latest");
    var query = "?fromImage=" + Call.part(image.repository()) + "&tag=" + Call.part(reference);
    var call = Call.post("pull " + image, "/images/create" + query).within(PULL);
    var digest = digest(image, read(authorized(call, image, login), progress));
    if (image.digest().isPresent()) {
      image.tag().ifPresent(tag -> tag(image.at(digest), image.repository(), tag));
    }
    return digest;
  }

  /**
   * The manifest digest that the registry has under the tag now. The engine reads the manifest and
   * the image's configuration for it, and keeps neither.
   */
  String latest(ImageRef image, Optional<Server.Credentials> login) {
    check(image);
    var call = Call.get("ask for " + image, "/distribution/" + image + "/json");
    var answer = api.ask(authorized(call, image, login));
    if (answer.missing()) {
      throw new HostException(Kind.TRANSIENT, answer.message());
    }
    var digest = answer.orThrow().path("Descriptor").path("digest").asText();
    if (!digest.startsWith("sha256:")) {
      throw new HostException(Kind.TRANSIENT, call.what() + ": no manifest digest");
    }
    return digest;
  }

  private static Call authorized(Call call, ImageRef image, Optional<Server.Credentials> login) {
    return login.map(l -> call.header("X-Registry-Auth", token(image, l))).orElse(call);
  }

  private static void check(ImageRef image) {
    var repository = image.repository();
    if (!REPOSITORY.matcher(repository).matches() || repository.contains("..")) {
      throw new HostException(Kind.INVALID, "pull " + image + ": not an image reference");
    }
  }

  private static String token(ImageRef image, Server.Credentials login) {
    var json =
        Api.JSON
            .createObjectNode()
            .put("username", login.username())
            .put("password", login.password().reveal())
            .put("serveraddress", image.registry());
    var bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  /**
   * A tag that is not there is the revision's fault. A registry that does not answer is not; nor is
   * one that refuses the credentials: mending those changes no container's fingerprint.
   */
  private Optional<String> read(Call call, Consumer<Progress> progress) {
    try {
      return api.read(call, body -> lines(call, body, progress));
    } catch (HostException e) {
      var text = String.valueOf(e.getMessage());
      if (NOT_THERE.matcher(text).find()) {
        throw new HostException(Kind.INVALID, text, e);
      }
      throw NO_ANSWER.matcher(text).find() ? new HostException(Kind.UNREACHABLE, text, e) : e;
    }
  }

  /** Reads the lines to the end; answers the digest that one of them names. */
  private static Optional<String> lines(Call call, InputStream body, Consumer<Progress> progress)
      throws IOException {
    var digest = Optional.<String>empty();
    try (var lines = Api.JSON.readerFor(JsonNode.class).<JsonNode>readValues(body)) {
      while (lines.hasNextValue()) {
        var line = lines.nextValue();
        fault(line)
            .ifPresent(
                text -> {
                  throw new HostException(Kind.TRANSIENT, call.what() + ": " + text);
                });
        var matcher = DIGEST.matcher(line.path("status").asText());
        digest = matcher.matches() ? Optional.of(matcher.group(1)) : digest;
        progress.accept(progress(line));
      }
    }
    return digest;
  }

  /** Later engines leave {@code error} out (API 1.48: deprecated), older ones the detail. */
  private static Optional<String> fault(JsonNode line) {
    var text = line.path("errorDetail").path("message").asText(line.path("error").asText());
    return line.has("error") || line.has("errorDetail") ? Optional.of(text) : Optional.empty();
  }

  private static Progress progress(JsonNode line) {
    var detail = line.path("progressDetail");
    return new Progress(
        line.path("id").asText(),
        line.path("status").asText(),
        detail.path("current").asLong(),
        detail.path("total").asLong());
  }

  private String digest(ImageRef image, Optional<String> named) {
    if (image.digest().isPresent() || named.isPresent()) {
      return image.digest().or(() -> named).orElseThrow();
    }
    var path = "/images/" + image + "/json";
    var json = api.json(Call.get("inspect image " + image, path));
    return digestOf(json, image.repository())
        .orElseThrow(
            () -> new HostException(Kind.TRANSIENT, "pull " + image + ": no manifest digest"));
  }

  /**
   * Removes {@code repository@digest} and its tags in this repository. The engine keeps one that a
   * container uses.
   *
   * @return what the engine says of one that stays; empty for one that is gone
   */
  String remove(String image) {
    var found = api.ask(Call.get("inspect image " + image, "/images/" + image + "/json"));
    if (found.missing()) {
      return "";
    }
    var repository = image.substring(0, image.indexOf('@'));
    var names = new TreeSet<String>();
    found.orThrow().path("RepoTags").forEach(tag -> names.add(tag.asText()));
    names.removeIf(tag -> !repository(tag).equals(repository));
    names.add(image);
    var stays = "";
    for (var name : names) {
      var answer = api.ask(Call.delete("remove image " + name, "/images/" + name));
      if (answer.conflict()) {
        stays = answer.message();
      } else if (!answer.missing()) {
        answer.orThrow();
      }
    }
    return stays;
  }

  private void tag(String image, String repository, String tag) {
    var query = "?repo=" + Call.part(repository) + "&tag=" + Call.part(tag);
    api.json(Call.post("tag " + image + " as " + tag, "/images/" + image + "/tag" + query));
  }

  /** The digest under which this repository has it; the least, when it has several. */
  private static Optional<String> digestOf(JsonNode image, String repository) {
    var found = new TreeSet<String>();
    for (var digest : image.path("RepoDigests")) {
      var at = digest.asText().indexOf('@');
      if (digest.asText().substring(0, at).equals(repository)) {
        found.add(digest.asText().substring(at + 1));
      }
    }
    return found.stream().findFirst();
  }

  private static String repository(String tagged) {
    return tagged.substring(0, tagged.lastIndexOf(':'));
  }
}
