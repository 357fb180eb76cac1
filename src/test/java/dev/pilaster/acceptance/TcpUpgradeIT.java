package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.load.Load;
import dev.pilaster.load.Mix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Services that are entered by their addresses (decision 0007). */
@ExtendWith(OnDemoHost.class)
class TcpUpgradeIT {
  private static final String RECIPE = "src/test/resources/dev/pilaster/acceptance/app";
  private static final Mix VISITORS = Mix.of(50);

  @Test
  void aProxiedServiceIsUpgradedTwiceWithoutALostRequest(DemoHost host) throws Exception {
    proxied(host);
    var app = host.site("hello").beside("app", "app.localhost");
    var first = host.box.only("app");
    var blue = host.box.address(first);
    try (var load = Load.on(app.target(), VISITORS)) {
      upgrade(host, "/app:1", "/app:2");
      assertThat(host.box.address(host.box.only("app"))).isNotEqualTo(blue);
      assertThat(named(host)).isEqualTo(host.box.address(host.box.only("app")));
      upgrade(host, "/app:2", "/app:1");
      assertThat(host.box.address(host.box.only("app"))).isEqualTo(blue);
      var tally = NothingLost.during("two upgrades of a proxied service", load.stop());
      assertThat(tally.seen()).contains("image build 1", "image build 2");
    }
    assertThat(host.box.only("app").number()).isEqualTo(first.number() + 2);
  }

  private static void proxied(DemoHost host) {
    Demo.run("push-image", "app", "1", RECIPE);
    Demo.run("push-image", "app", "2", RECIPE);
    var container =
        """

          app:
            role: http
            image: %s/app:1
            port: 3000
            update:
              min_healthy: 2s
              monitor: 3s

        sites:
          app: {}
        """;
    var site =
        """
        schema: 1
        type: proxy
        domains: [app.localhost]
        upstream: { container: app, port: 3000 }
        """;
    host.config.edit(host.serverFile(), "\nsites:\n", container.formatted(host.registry.address()));
    host.config.write("sites/app.yaml", site).merge("A service of its own");
    host.synced();
  }

  private static void upgrade(DemoHost host, String from, String to) {
    host.config.edit(host.serverFile(), from, to).merge("From " + from + " to " + to);
    host.synced();
  }

  private static String named(DemoHost host) {
    return host.box.run("dig", "+short", "app.ctr.internal").good().strip();
  }

  @Test
  void aPoolMovesToAnAddressIsUpgradedTwiceAndMovesBackWithoutALostRequest(DemoHost host)
      throws Exception {
    try (var load = Load.on(host.site("hello").target(), VISITORS)) {
      var listen = "    fpm:\n      listen: tcp\n";
      upgrade(host, "/php:8.2-1\n", "/php:8.2-1\n" + listen);
      assertThat(vhost(host)).contains("$pilaster_door");
      upgrade(host, "/php:8.2-1", "/php:8.2-2");
      upgrade(host, "/php:8.2-2", "/php:8.2-1");
      upgrade(host, listen, "");
      assertThat(vhost(host)).contains("/live/fpm.sock;");
      var tally = NothingLost.during("four upgrades around FPM over TCP", load.stop());
      assertThat(tally.seen()).contains("image build 1", "image build 2");
    }
  }

  private static String vhost(DemoHost host) {
    return host.box.sh("cat /etc/nginx/pilaster.d/hello.conf");
  }
}
