package dev.pilaster.pillar;

import dev.pilaster.model.HostException;
import dev.pilaster.model.Secret;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Resolves what stands between <code>${</code> and <code>}</code>. */
final class References {
  private static final Pattern FORM = Pattern.compile("\\$\\{([^}]*)}?");
  private static final Pattern SECRET =
      Pattern.compile("secret:([A-Za-z0-9][A-Za-z0-9_.-]*)#([^#\\s]+)");
  private static final Pattern HOST_FILE =
      Pattern.compile("file:(/etc/pilaster/secrets/[A-Za-z0-9][A-Za-z0-9_.-]*)#([^#\\s]+)");
  private static final String KNOWN =
      "${secret:file#key}, ${file:/etc/pilaster/secrets/name#key}, ${site.name} and ${server.name}";

  private final Function<String, Optional<String>> files;
  private final Secrets secrets;

  /** {@code files}: the pillar's own files by path. */
  References(Function<String, Optional<String>> files, Secrets secrets) {
    this.files = files;
    this.secrets = secrets;
  }

  /** A text for everyone to see: names are filled in, a secret is a problem. */
  Optional<String> plain(Node.Scalar scalar, Context in) {
    return scalar.text().contains("${") ? fill(scalar, in, false) : Optional.of(scalar.text());
  }

  /** A text that stays hidden. */
  Optional<Secret> secret(Node.Scalar scalar, Context in) {
    return scalar.text().contains("${")
        ? fill(scalar, in, true).map(secrets::plain)
        : Optional.of(secrets.plain(scalar.text()));
  }

  /** The text of one of the pillar's own files. */
  Optional<String> file(String path, Place place, Context in) {
    try {
      var text = files.apply(path);
      if (text.isEmpty()) {
        in.problem(place, "there is no " + path);
      }
      return text;
    } catch (HostException e) {
      if (e.kind() != HostException.Kind.INVALID) {
        throw e;
      }
      in.problem(place, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<String> fill(Node.Scalar scalar, Context in, boolean hidden) {
    var matcher = FORM.matcher(scalar.text());
    var filled = new StringBuilder();
    var good = true;
    while (matcher.find()) {
      var whole = matcher.group();
      var value =
          whole.endsWith("}")
              ? one(matcher.group(1), scalar.place(), in, hidden)
              : unclosed(scalar.place(), in);
      good &= value.isPresent();
      matcher.appendReplacement(filled, java.util.regex.Matcher.quoteReplacement(value.orElse("")));
    }
    return good ? Optional.of(matcher.appendTail(filled).toString()) : Optional.empty();
  }

  private static Optional<String> unclosed(Place place, Context in) {
    in.problem(place, "\"${\" without \"}\"");
    return Optional.empty();
  }

  private Optional<String> one(String inner, Place place, Context in, boolean hidden) {
    if (inner.equals("server.name")) {
      return Optional.of(in.server().value());
    }
    if (inner.equals("site.name")) {
      return siteName(place, in);
    }
    if (!SECRET.matcher(inner).matches() && !HOST_FILE.matcher(inner).matches()) {
      in.problem(place, "\"${" + inner + "}\" is not known; there are only " + KNOWN);
      return Optional.empty();
    }
    if (!hidden) {
      in.problem(place, "a secret cannot stand here: this value is shown in plans and in labels");
      return Optional.empty();
    }
    return opened(inner, place, in).map(Secret::reveal);
  }

  private static Optional<String> siteName(Place place, Context in) {
    if (in.site().isEmpty()) {
      in.problem(place, "\"${site.name}\" has no meaning outside a site");
    }
    return in.site().map(s -> s.value());
  }

  private Optional<Secret> opened(String inner, Place place, Context in) {
    try {
      var ours = SECRET.matcher(inner);
      if (ours.matches()) {
        return Optional.of(encrypted(ours.group(1), ours.group(2)));
      }
      var host = HOST_FILE.matcher(inner);
      return host.matches()
          ? Optional.of(secrets.hostFile(host.group(1), host.group(2)))
          : Optional.empty();
    } catch (Secrets.Failure e) {
      in.secretProblem(place, "${" + inner + "}: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Secret encrypted(String file, String key) throws Secrets.Failure {
    var path = "secrets/" + file + ".yaml";
    var text = files.apply(path);
    if (text.isEmpty()) {
      throw new Secrets.Failure("there is no " + path);
    }
    return secrets.secret(path, text.get(), key);
  }
}
