package dev.pilaster.host;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.Name;
import dev.pilaster.real.RealDnsmasq;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One container of a real engine, a real dnsmasq that knows its name, and who keeps it right. */
final class NameBed implements AutoCloseable {
  private static final Name WEB = new Name("web");

  final BlockingQueue<Duration> took = new LinkedBlockingQueue<>();
  final Map<Name, String> active = new HashMap<>(Map.of(WEB, "web-g1"));
  private final EngineBed bed;
  private final RealDnsmasq dnsmasq;
  private final NameWatch watch;
  private final Events events;
  private final Draft draft;

  NameBed(Path dir) throws IOException {
    bed = new EngineBed(dir.resolve("engine"));
    dnsmasq = new RealDnsmasq(Files.createDirectories(dir.resolve("dnsmasq")));
    draft = bed.draft();
    draft.address = first();
    bed.engine.create(draft.spec());
    bed.engine.start("web-g1");
    var restart = dnsmasq.restart();
    Files.writeString(
        dnsmasq.directory.resolve("pilaster.conf"),
        "no-hosts\nno-resolv\nhostsdir=%s\nlocal=/ctr.internal/\ndomain-needed\n"
            .formatted(dnsmasq.hosts));
    Command.must(Duration.ofSeconds(20), restart);
    var program = new Program(dnsmasq.check(), restart, dnsmasq.address(), Duration.ofSeconds(2));
    var ours = new DnsmasqProgram(dnsmasq.directory, dnsmasq.hosts, dir.resolve("work"), program);
    name(first());
    if (!Poll.until(Duration.ofSeconds(5), () -> answers(first()))) {
      throw new IllegalStateException("dnsmasq does not know the name");
    }
    watch = new NameWatch(this::addresses, ours, took::add);
    events = bed.engine.events(this::follow);
    connected();
  }

  private final java.util.concurrent.CountDownLatch connection =
      new java.util.concurrent.CountDownLatch(1);

  private void connected() throws IOException {
    try {
      if (!connection.await(20, TimeUnit.SECONDS)) {
        throw new IOException("no events");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(Events.Event event) {
    if (event.action().equals(Events.Event.CONNECTED)) {
      connection.countDown();
    } else if (event.action().equals("start")) {
      event.service().ifPresent(s -> watch.started(s, event.at()));
    }
  }

  private List<String> addresses(Name service) {
    return active.containsKey(service) ? bed.engine.address("web-g1") : List.of();
  }

  String first() {
    return bed.network.address(10);
  }

  String second() {
    return bed.network.address(11);
  }

  Path file() {
    return dnsmasq.hosts.resolve("web");
  }

  /** Writes the name as a turn would. */
  void name(String address) throws IOException {
    var text = "%s\n%s web.ctr.internal web\n".formatted(Fileset.MARK, address);
    OwnFiles.write(file(), text, 0644, "");
  }

  List<String> ask(String name) throws IOException {
    return Dns.ask(dnsmasq.address(), name, Dns.ADDRESS);
  }

  private boolean answers(String address) {
    try {
      return ask("web").equals(List.of(address));
    } catch (IOException e) {
      return false;
    }
  }

  /** {@code docker restart}. */
  void restart() {
    var path = "/containers/" + bed.prefix + "web-g1/restart?t=0";
    bed.api.json(Call.post("restart by hand", path).within(Duration.ofSeconds(30)));
  }

  /** {@code docker network disconnect} and {@code connect --ip}. */
  void moveTo(String address) {
    bed.disconnect(draft, "net");
    var body = Api.JSON.createObjectNode().put("Container", bed.prefix + "web-g1");
    body.putObject("EndpointConfig").putObject("IPAMConfig").put("IPv4Address", address);
    var path = "/networks/" + bed.prefix + "net/connect";
    bed.api.json(Call.post("connect by hand", path).with(body));
  }

  @Override
  public void close() throws IOException {
    watch.close();
    events.close();
    dnsmasq.close();
    bed.close();
  }
}
