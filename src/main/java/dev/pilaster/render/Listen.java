package dev.pilaster.render;

import dev.pilaster.model.Server;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where nginx listens, as {@code address:port}.
 *
 * @param plain for http: the pillar's port, else 80
 * @param secure for https: always port 443 of the same addresses
 */
record Listen(List<String> plain, List<String> secure) {
  private static final String WITH_PORT = "(\\[.*]|[^:\\[]*):[0-9]+";

  static Listen of(Server.Nginx nginx) {
    var plain = nginx.listen().stream().map(a -> a.matches(WITH_PORT) ? a : a + ":80").toList();
    var secure = plain.stream().map(a -> address(a) + ":443").distinct().toList();
    return new Listen(plain, secure);
  }

  private static String address(String withPort) {
    return withPort.substring(0, withPort.lastIndexOf(':'));
  }

  /** The single addresses among them, without the brackets of IPv6. */
  Stream<String> own() {
    return plain.stream()
        .map(a -> address(a).replaceAll("[\\[\\]]", ""))
        .filter(a -> !a.equals("0.0.0.0") && !a.equals("::"));
  }
}
