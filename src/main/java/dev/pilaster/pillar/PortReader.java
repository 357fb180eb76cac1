package dev.pilaster.pillar;

import dev.pilaster.model.Service;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One entry of {@code ports}: {@code [address:]host:container[/protocol]}, or the long form. */
final class PortReader {
  static final String LOOPBACK = "127.0.0.1";
  private static final Pattern SHORT =
      Pattern.compile(
          "((?<v4>"
              + Formats.IPV4
              + "):|\\[(?<v6>"
              + Formats.IPV6
              + ")]:)?"
              + "(?<host>\\d{1,5}):(?<inside>\\d{1,5})(/(?<protocol>tcp|udp))?");

  private static final Keys KEYS = new Keys();
  private static final Key<Integer> TARGET =
      KEYS.needed("target", Formats.PORT, "the container's port");
  private static final Key<Integer> PUBLISHED =
      KEYS.needed("published", Shapes.TEXT.to(PortReader::number), "the host's port");
  private static final Key<String> ADDRESS =
      KEYS.or("host_ip", Formats.ADDRESS, LOOPBACK, "= 127.0.0.1");
  private static final Key<String> PROTOCOL =
      KEYS.or("protocol", Shapes.word("tcp", "udp"), "tcp", "tcp or udp; = tcp");

  static final Shape<Service.Port> SHAPE =
      Shapes.either(
          Shapes.TEXT.to(PortReader::parse),
          KEYS.shape(
              v ->
                  new Service.Port(
                      v.get(ADDRESS), v.get(PUBLISHED), v.get(TARGET), v.get(PROTOCOL))));

  private PortReader() {}

  private static Service.Port parse(String text) {
    var m = SHORT.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException(
          Shapes.quoted(text)
              + " is not a port: write 8080:80 or 0.0.0.0:8080:80/tcp, one port an entry");
    }
    var protocol = m.group("protocol") == null ? "tcp" : m.group("protocol");
    return new Service.Port(
        address(m), number(m.group("host")), number(m.group("inside")), protocol);
  }

  private static String address(Matcher m) {
    if (m.group("v4") != null) {
      return m.group("v4");
    }
    return m.group("v6") != null ? m.group("v6") : LOOPBACK;
  }

  private static int number(String text) {
    var number = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    if (number < 1 || number > 65535) {
      throw new IllegalArgumentException(
          Shapes.quoted(text) + " is not a port between 1 and 65535");
    }
    return number;
  }
}
