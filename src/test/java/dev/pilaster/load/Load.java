package dev.pilaster.load;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Visitors of a site that come on a clock, whatever they are answered (an open loop); nothing is
 * tried twice. Each request has a serial number that its answer must repeat.
 */
public final class Load implements AutoCloseable {
  /** Nobody comes any more after that, whether it was stopped or not. */
  private static final Duration LONGEST = Duration.ofMinutes(20);

  /** A client of a crowd that is refused at once comes back ten times a second, not more. */
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

  private final Target target;
  private final Tempo tempo;
  private final Reactor reactor;
  private final Map<Traffic, Desk> desks = new EnumMap<>(Traffic.class);
  private final Tally tally = new Tally();
  private final CountDownLatch quiet = new CountDownLatch(1);
  private int serial;
  private int underWay;
  private boolean over;

  private Load(Target target, Tempo tempo) throws IOException {
    this.target = target;
    this.tempo = tempo;
    this.reactor = new Reactor("load on " + target.host());
  }

  /** Begins. */
  public static Load on(Target target, Mix mix) throws IOException {
    return on(target, mix, Tempo.USUAL);
  }

  static Load on(Target target, Mix mix, Tempo tempo) throws IOException {
    var load = new Load(target, tempo);
    mix.perSecond().forEach(load::come);
    load.crowd(mix.crowd());
    load.reactor.at(LONGEST.toNanos(), load::end);
    load.reactor.start();
    return load;
  }

  /** The classes begin one after another, so that they do not come in one heap. */
  private void come(Traffic traffic, double perSecond) {
    open(traffic, traffic.connections(perSecond));
    var period = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
    var first = period / Traffic.values().length * desks.size();
    reactor.at(first, () -> tick(traffic, first, period));
  }

  private void crowd(int clients) {
    open(Traffic.CROWD, 0);
    for (var client = 0; client < clients; client++) {
      reactor.at(0, () -> arrive(Traffic.CROWD, 0));
    }
  }

  private void open(Traffic traffic, int connections) {
    desks.put(traffic, new Desk(traffic, connections, reactor, tally, this::ended));
  }

  private void tick(Traffic traffic, long due, long period) {
    if (!over) {
      reactor.at(due + period, () -> tick(traffic, due + period, period));
      arrive(traffic, due);
    }
  }

  private void arrive(Traffic traffic, long due) {
    tally.lagged(reactor.now() - due);
    underWay++;
    var exchange = new Exchange(ask(traffic, due));
    var line = desks.get(traffic).line(target);
    reactor.at(exchange.ask.expected() + tempo.patience().toNanos(), () -> line.giveUp(exchange));
    for (var pace : exchange.paces()) {
      reactor.at(due + pace, () -> line.more(exchange));
    }
    line.send(exchange);
  }

  private Ask ask(Traffic traffic, long due) {
    return new Ask(traffic, target.host(), ++serial, due, tempo.length(traffic));
  }

  private void ended(Ask ask) {
    underWay--;
    if (over) {
      endWhenQuiet();
    } else if (ask.traffic() == Traffic.CROWD) {
      var due = Math.max(reactor.now(), ask.due() + PAUSE);
      reactor.at(due, () -> again(due));
    }
  }

  private void again(long due) {
    if (!over) {
      arrive(Traffic.CROWD, due);
    }
  }

  private void end() {
    over = true;
    endWhenQuiet();
  }

  private void endWhenQuiet() {
    if (underWay == 0) {
      quiet.countDown();
    }
  }

  /** What has been seen so far. */
  public Tally soFar() {
    return tally;
  }

  /** No more visitors, but the answers to those who are here: what all of them got. */
  public Tally stop() throws InterruptedException {
    reactor.post(this::end);
    while (reactor.isAlive() && !quiet.await(1, TimeUnit.SECONDS)) {
      // each request ends by its deadline
    }
    reactor.stop();
    return tally;
  }

  /** At once; who still waits for an answer is not counted. */
  @Override
  public void close() {
    reactor.stop();
  }
}
