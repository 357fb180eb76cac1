package dev.pilaster.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The {@code server} blocks of {@code nginx -T}. */
final class NginxDump {
  private static final Pattern FILE = Pattern.compile("^# configuration file (.+):$");

  /** A word, a quoted text, one of {@code ; { }}, or a comment. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|[;{}]|#.*"
              + "|(?![\"'#])(?:\\$\\{\\w+}|\\\\.|[^\\s;{}\\\\])+");

  private final List<Vhost> vhosts = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private final List<String> blocks = new ArrayList<>();
  private List<List<String>> server = new ArrayList<>();
  private String file = "";

  private NginxDump() {}

  /**
   * One block.
   *
   * @param file where it stands
   * @param directives every directive in it, those of its locations included: name and arguments
   */
  record Vhost(String file, List<List<String>> directives) {
    Vhost {
      directives = List.copyOf(directives);
    }

    /** The arguments of the first directive of this name. */
    Optional<List<String>> first(String name) {
      return directives.stream()
          .filter(d -> d.get(0).equals(name))
          .map(d -> d.subList(1, d.size()))
          .findFirst();
    }

    /** The first argument of the first directive of this name. */
    Optional<String> value(String name) {
      return first(name).filter(a -> !a.isEmpty()).map(a -> a.get(0));
    }

    /** Host names alone: no {@code _}, no wildcard, no pattern. */
    List<String> names() {
      return directives.stream()
          .filter(d -> d.get(0).equals("server_name"))
          .flatMap(d -> d.stream().skip(1))
          .filter(n -> n.matches("[a-z0-9][a-z0-9.-]*\\.?[a-z0-9-]+"))
          .distinct()
          .toList();
    }

    /** Whether something is served, and not only sent elsewhere. */
    boolean serves() {
      return first("root").isPresent()
          || first("proxy_pass").isPresent()
          || first("fastcgi_pass").isPresent();
    }
  }

  static List<Vhost> read(String text) {
    var dump = new NginxDump();
    text.lines().forEach(dump::line);
    return List.copyOf(dump.vhosts);
  }

  private void line(String line) {
    var marker = FILE.matcher(line);
    if (marker.matches()) {
      file = marker.group(1);
      return;
    }
    TOKEN.matcher(line).results().forEach(r -> token(r.group()));
  }

  private void token(String token) {
    switch (token) {
      case ";" -> end();
      case "{" -> open();
      case "}" -> close();
      default -> {
        if (!token.startsWith("#")) {
          words.add(token.matches("([\"']).*\\1") ? token.substring(1, token.length() - 1) : token);
        }
      }
    }
  }

  private void end() {
    if (!words.isEmpty() && blocks.contains("server")) {
      server.add(List.copyOf(words));
    }
    words.clear();
  }

  private void open() {
    blocks.add(words.isEmpty() ? "" : words.get(0));
    words.clear();
  }

  private void close() {
    if (!blocks.isEmpty() && blocks.remove(blocks.size() - 1).equals("server")) {
      vhosts.add(new Vhost(file, server));
      server = new ArrayList<>();
    }
  }
}
