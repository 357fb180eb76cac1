package dev.pilaster.acceptance;

import dev.pilaster.load.Mix;
import java.util.ArrayList;
import java.util.List;

/** What upgrades lose ({@code packaging/bench upgrades}): of a page, three ways; of a WordPress. */
final class UpgradeBench {
  /** Debian's 768 connections run out, for all sites, as soon as a site does not answer. */
  private static final String ROOM =
      "sed -i 's/worker_connections .*;/worker_connections 8192;/' /etc/nginx/nginx.conf"
          + " && { grep -q ^worker_rlimit /etc/nginx/nginx.conf"
          + " || sed -i '1i worker_rlimit_nofile 20000;' /etc/nginx/nginx.conf; }"
          + " && nginx -t -q && nginx -s reload";

  private final DemoHost host;
  private final int upgrades;

  private UpgradeBench(DemoHost host, int upgrades) {
    this.host = host;
    this.upgrades = upgrades;
  }

  /**
   * {@code UpgradeBench UPGRADES RATE WORDPRESS_RATE PART}: so many each way, requests a second of
   * either, and which of them: hello, wordpress or all.
   */
  public static void main(String[] arguments) throws Exception {
    var bench = new UpgradeBench(DemoHost.get(), Integer.parseInt(arguments[0]));
    var part = arguments[3];
    bench.host.box.sh(ROOM);
    if (!part.equals("wordpress")) {
      bench.hello(Double.parseDouble(arguments[1]));
    }
    if (!part.equals("hello")) {
      bench.wordpress(Double.parseDouble(arguments[2]));
    }
  }

  private void hello(double rate) throws Exception {
    var losses = new Losses(host, upgrades);
    var ways = ways();
    try {
      losses.measure(ways, Mix.of(rate), 40);
      losses.measure(ways, Mix.crowd(8), 2);
    } finally {
      ways.forEach(Way::end);
    }
    System.out.println(losses.report());
  }

  private List<Way> ways() {
    var commit = new ByCommit(host);
    commit.begin(1);
    var images = new ArrayList<String>();
    images.add(commit.image());
    commit.upgrade();
    images.add(commit.image());
    return List.of(
        commit,
        new ByScript(host, "reload", "start first, reload nginx, stop", images),
        new ByScript(host, "restart", "stop, start, poll every 10 s, reload", images));
  }

  private void wordpress(double rate) throws Exception {
    var losses = new Losses(host, upgrades);
    var way = new OnWordPress(new ByCommit(host), WordPress.on(host, "blog"));
    try {
      losses.measure(List.of(way), Mix.of(rate), 10);
    } finally {
      way.end();
    }
    System.out.println(losses.report());
  }
}
