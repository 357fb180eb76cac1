package dev.pilaster.load;

import java.util.function.Consumer;

/** Where the requests of one class end: judged, counted, their connections kept or closed. */
final class Desk implements Line.Caller {
  private final Traffic traffic;
  private final Pool pool;
  private final Reactor reactor;
  private final Tally tally;
  private final Consumer<Ask> ended;

  /**
   * @param connections how many are kept open
   * @param ended is told of every request, however it ended
   */
  Desk(Traffic traffic, int connections, Reactor reactor, Tally tally, Consumer<Ask> ended) {
    this.traffic = traffic;
    this.pool = new Pool(connections);
    this.reactor = reactor;
    this.tally = tally;
    this.ended = ended;
  }

  /** A connection for a request of this class. */
  Line line(Target target) {
    var kept = traffic.keeps() ? pool.take() : null;
    return kept == null ? new Line(reactor, target, this) : kept;
  }

  @Override
  public void answered(Line line, Exchange exchange) {
    var ask = exchange.ask;
    var reply = exchange.reply;
    Verdict.of(ask, reply.status(), reply.body())
        .ifPresentOrElse(
            wrong -> tally.failed(ask.failure(wrong)),
            () -> tally.answered(traffic, reactor.now() - ask.expected(), reply.body()));
    if (traffic.keeps() && reply.keeps()) {
      pool.giveBack(line);
    } else {
      line.close();
      forget(line);
    }
    ended.accept(ask);
  }

  @Override
  public void failed(Line line, Exchange exchange, Verdict verdict) {
    tally.failed(exchange.ask.failure(verdict));
    forget(line);
    ended.accept(exchange.ask);
  }

  @Override
  public void closedIdle(Line line) {
    tally.closedIdle(traffic);
    forget(line);
  }

  private void forget(Line line) {
    if (traffic.keeps()) {
      pool.gone(line);
    }
  }
}
