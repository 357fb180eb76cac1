package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The agent is killed in every state of a stop-first upgrade, and of its way back. */
@ExtendWith(OnDemoHost.class)
class KilledDatabaseUpgradeIT {
  private static final String TAG = "10.11-1";
  private static final String AGAIN = "FROM %s/mariadb:10.11-1\nENV AGAIN=yes\n";
  private static final String EXITS =
      "FROM %%s/mariadb:10.11-1\nENV KILLED_AT=%s\nCMD [\"false\"]\n";

  private Database database;
  private String rows = "";
  private String tag = TAG;

  @BeforeEach
  void deploy(DemoHost host) {
    host.registry.push("mariadb", "again", AGAIN);
    database = Database.on(host, "killed").deploy(TAG, true);
    rows = database.rows();
  }

  @AfterEach
  void remove() {
    database.remove();
  }

  @Test
  void theNextStartFinishesTheJobAndOneAtATimeWrites(DemoHost host) throws Exception {
    try (var one = new OneWriter(host.box, database.name())) {
      upgraded(host, "the old one has ended", k -> k.onEvent("die", "")::join);
      upgraded(host, "the candidate exists", k -> k.onEvent("create", "")::join);
      upgraded(host, "the candidate runs", k -> k.onEvent("start", "")::join);
      upgraded(host, "it is proven", k -> () -> k.atStep("wait until"));
      upgraded(host, "it is observed", k -> () -> k.atStep("observe"));
      one.assertNeverTwo();
    }
  }

  @Test
  void theNextStartFinishesTheWayBack(DemoHost host) throws Exception {
    try (var one = new OneWriter(host.box, database.name())) {
      returned(host, "the candidate has ended", "die", "-g2");
      returned(host, "the old one runs again", "start", "-g1");
      one.assertNeverTwo();
    }
  }

  /** Prepares a killing; what it returns waits until the agent is dead. */
  private interface How {
    Runnable prepare(Killing killing);
  }

  private void upgraded(DemoHost host, String moment, How how) {
    var before = host.box.only(database.name());
    var killing = Killing.of(host, database.name());
    var killed = how.prepare(killing);
    var next = tag.equals(TAG) ? "again" : TAG;
    database.merge(tag, next);
    tag = next;
    killed.run();
    host.becomesSynced();
    assertThat(host.box.agentPid()).as(moment).isNotEqualTo(killing.pid());
    var after = host.box.only(database.name());
    assertThat(after.number()).as(moment).isGreaterThan(before.number());
    assertThat(database.rows()).as(moment).isEqualTo(rows);
  }

  private void returned(DemoHost host, String moment, String event, String suffix) {
    var before = host.box.only(database.name());
    var tag = "exits-" + event;
    host.registry.push("mariadb", tag, EXITS.formatted(event));
    var killing = Killing.of(host, database.name());
    var killed = killing.onEvent(event, database.name() + suffix);
    database.merge(TAG, tag);
    killed.join();
    host.await.until("it is refused", Killing.SOON, () -> isBack(host));
    assertThat(host.box.agentPid()).as(moment).isNotEqualTo(killing.pid());
    assertThat(host.box.only(database.name()).id()).as(moment).isEqualTo(before.id());
    assertThat(database.rows()).as(moment).isEqualTo(rows);
    database.merge(tag, TAG);
    host.synced();
  }

  /** What is merged before the way back has ended would be a part of it, and fail with it. */
  private boolean isBack(DemoHost host) {
    return refused(host) && healthy() && host.isAtRest();
  }

  private boolean refused(DemoHost host) {
    return AgentApi.find(host.api.quarantine(), "container", database.name()).isPresent();
  }

  /** The refused image is reported on the resource; the container itself answers. */
  private boolean healthy() {
    return !database.rows().isEmpty();
  }
}
