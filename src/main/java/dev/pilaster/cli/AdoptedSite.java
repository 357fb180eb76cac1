package dev.pilaster.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A vhost that nginx serves now, in the words of the pillar. */
record AdoptedSite(String name, NginxDump.Vhost vhost) {
  private static final Pattern PORT = Pattern.compile(":(\\d{1,5})(?:/.*)?$");

  static AdoptedSite of(NginxDump.Vhost vhost, Set<String> taken) {
    var domain = vhost.names().get(0).replaceFirst("^www\\.", "");
    return new AdoptedSite(Adoption.name(domain, taken), vhost);
  }

  /** By how it is served, and by what lies in its root; a guess. */
  String type() {
    if (vhost.value("fastcgi_pass").isEmpty()) {
      return vhost.value("proxy_pass").isPresent() ? "proxy" : "static";
    }
    var root = vhost.value("root").map(Path::of);
    if (has(root, "core/lib/Drupal.php")) {
      return "drupal";
    }
    if (has(root, "misc/drupal.js")) {
      return "drupal7";
    }
    return has(root, "wp-includes/version.php") ? "wordpress" : "php";
  }

  private static boolean has(Optional<Path> root, String file) {
    return root.filter(r -> Files.exists(r.resolve(file))).isPresent();
  }

  /** The container behind it, when a port of this host leads to one. */
  private Optional<AdoptedService> behind(List<AdoptedService> services) {
    var port = port();
    return services.stream().filter(s -> port.filter(s::answersAt).isPresent()).findFirst();
  }

  private Optional<Integer> port() {
    return vhost
        .value("fastcgi_pass")
        .or(() -> vhost.value("proxy_pass"))
        .map(PORT::matcher)
        .filter(m -> m.find())
        .map(m -> Integer.parseInt(m.group(1)));
  }

  /** Its line below {@code sites} of the server. */
  void place(YamlText yaml, List<AdoptedService> services) {
    if (vhost.value("fastcgi_pass").isEmpty()) {
      yaml.line(1, name + ": {}");
      return;
    }
    var php = services.stream().filter(s -> s.role().equals("php-fpm")).findFirst();
    var pool = behind(services).filter(s -> s.role().equals("php-fpm")).or(() -> php);
    pool.ifPresentOrElse(
        s -> yaml.line(1, name + ": { container: " + s.name() + " }"),
        () -> yaml.line(1, "# TODO: " + name + ": { container: the PHP that serves it }"));
  }

  String text(List<AdoptedService> services) {
    var yaml = new YamlText();
    yaml.line(0, "# From " + vhost.file() + "; its rules beyond these are not carried over.");
    yaml.line(0, "schema: 1").line(0, "type: " + type() + "  # guessed");
    if (type().equals("proxy")) {
      proxy(yaml, services);
    } else {
      source(yaml);
    }
    yaml.list(0, "domains", vhost.names());
    tls(yaml);
    return yaml.toString();
  }

  private void proxy(YamlText yaml, List<AdoptedService> services) {
    var to = vhost.value("proxy_pass").orElse("");
    var port = port().orElse(80);
    var container = behind(services).map(AdoptedService::name);
    if (container.isEmpty()) {
      yaml.line(0, "# TODO: the container that answered at " + to + ", and its port inside");
    }
    yaml.line(0, "upstream:");
    yaml.line(1, "container: " + container.orElse("todo"));
    yaml.line(1, "port: " + behind(services).flatMap(s -> s.inside(port)).orElse(port));
  }

  private void source(YamlText yaml) {
    vhost.value("root").ifPresent(r -> yaml.line(0, "# its root was " + r));
    yaml.line(0, "source:");
    yaml.line(1, "git: https://git.example.com/" + name + ".git  # TODO: where its code is");
    yaml.line(1, "ref: refs/heads/main  # TODO");
    if (type().startsWith("drupal")) {
      yaml.line(0, "settings:");
      yaml.line(1, "hash_salt: \"${secret:" + name + "#hash_salt}\"  # TODO: from settings.php");
    }
    if (vhost.value("fastcgi_pass").isPresent()) {
      yaml.line(0, "# TODO: databases, mounts (writable directories), crons");
    }
  }

  private void tls(YamlText yaml) {
    vhost
        .value("ssl_certificate")
        .ifPresent(
            file -> {
              var key = vhost.value("ssl_certificate_key").orElse("");
              yaml.line(0, "# TODO: the texts of " + file + " and " + key + " into secrets/");
              yaml.line(0, "tls:").line(1, "mode: files");
              yaml.line(1, "certificate: \"${secret:" + name + "#certificate}\"");
              yaml.line(1, "key: \"${secret:" + name + "#key}\"");
            });
  }
}
