package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.load.Load;
import dev.pilaster.load.Mix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The day the git server is down: a checkout on the host is followed instead. */
@ExtendWith(OnDemoHost.class)
class StandInIT {
  private static final String PILLAR = "/root/pillar";
  private static final String MARK = "from " + PILLAR + "@sha1:";
  private static final String NEVER_ANSWERS = "FROM %s/php:8.2-2\nCMD [\"sleep\", \"infinity\"]\n";

  @BeforeEach
  void gitGoesAwayAndRootHasAClone(DemoHost host) {
    var repo = host.configRepo();
    host.box.sh("git clone -q %s %s && chmod -R go-w %2$s".formatted(repo, PILLAR));
    host.box.sh("mv %1$s %1$s.away".formatted(repo));
  }

  @AfterEach
  void gitIsBack(DemoHost host) {
    host.box.sh("[ ! -d %1$s.away ] || mv %1$s.away %1$s".formatted(host.configRepo()));
    host.box.sh("rm -rf " + PILLAR);
  }

  private static void wants(DemoHost host, String tag) {
    var edit = "sed -i s#/php:8.2-1#/php:%s# %s/%s";
    host.box.sh(edit.formatted(tag, PILLAR, host.serverFile()));
  }

  private static Ran sync(DemoHost host) {
    return host.box.run("pilaster", "sync", "--from", PILLAR, "--wait");
  }

  @Test
  void itServesThroughAKillOfTheAgentAndUntilGitAnswersAgain(DemoHost host) throws Exception {
    var git = host.box.only("php82");
    wants(host, "8.2-2");
    try (var load = Load.on(host.site("hello").target(), Mix.of(50))) {
      assertThat(sync(host).good()).contains("Succeeded after", MARK);
      var standIn = host.box.only("php82");
      assertThat(standIn.number()).isGreaterThan(git.number());
      assertThat(host.site("hello").text()).contains("image build 2");
      itIsMarked(host);
      itPassedTheGates(host);
      aKilledAgentKeepsIt(host);
      assertThat(host.box.only("php82")).isEqualTo(standIn);
      gitIsBack(host);
      host.becomesSynced();
      var tally = NothingLost.during("a checkout that stood in for git", load.stop());
      assertThat(tally.seen()).contains("image build 1", "image build 2");
    }
    assertThat(host.box.only("php82").image()).isEqualTo(git.image());
    theMarkIsGone(host);
  }

  private static void itIsMarked(DemoHost host) {
    var revision = host.api.status().path("revision");
    assertThat(revision.path("desired").asText()).startsWith(MARK);
    assertThat(revision.path("applied").asText()).startsWith(MARK);
    assertThat(host.box.run("pilaster", "status").good())
        .startsWith(host.server() + ": Synced, Healthy")
        .contains("\n  applied    " + MARK)
        .containsPattern("\n  git .*[^.]; until then from " + PILLAR + ", by local\n");
    assertThat(host.api.get("/metrics").body()).contains("revision=\"" + MARK);
  }

  private static void itPassedTheGates(DemoHost host) {
    var operation = host.api.history(1).findFirst().orElseThrow();
    assertThat(operation.path("revision").asText()).startsWith(MARK);
    assertThat(operation.findValuesAsText("text"))
        .anyMatch(s -> s.startsWith("wait until"))
        .anyMatch(s -> s.startsWith("observe"));
    assertThat(host.box.run("pilaster", "history").good()).contains("sync --from /root");
  }

  /** Its text is kept: the directory is gone by then. */
  private static void aKilledAgentKeepsIt(DemoHost host) {
    host.box.sh("rm -r " + PILLAR);
    var killing = Killing.of(host, "php82");
    killing.now();
    host.await.until(
        "another agent is at rest",
        Killing.SOON,
        () -> host.box.agentPid() != killing.pid() && host.standing().equals("Synced Healthy"));
    var operation = host.api.sync();
    assertThat(operation.path("phase").asText()).isEqualTo("Succeeded");
    assertThat(operation.path("revision").asText()).startsWith(MARK);
    itIsMarked(host);
  }

  private static void theMarkIsGone(DemoHost host) {
    assertThat(host.api.status().path("revision").toString()).doesNotContain("from ");
    assertThat(host.box.run("pilaster", "status").good()).doesNotContain(PILLAR);
    assertThat(host.api.get("/metrics").body()).doesNotContain(PILLAR);
  }

  @Test
  void anImageThatNeverAnswersIsRefusedAsFromGit(DemoHost host) {
    host.registry.push("8.2-silent", NEVER_ANSWERS);
    var before = host.box.containers();
    wants(host, "8.2-silent");
    var ran = sync(host);
    assertThat(ran.exit()).as("%s", ran).isEqualTo(1);
    assertThat(ran.out()).contains("Failed after", MARK, "not healthy in time");
    assertThat(host.box.containers()).isEqualTo(before);
    assertThat(AgentApi.find(host.api.quarantine(), "container", "php82")).isPresent();
    assertThat(host.site("hello").text()).contains("image build 1");
  }

  @Test
  void oneThatItsGroupCanWriteIsRefusedWithItsPlace(DemoHost host) {
    var before = host.box.containers();
    wants(host, "8.2-2");
    host.box.sh("chmod g+w " + PILLAR + "/servers");
    var ran = sync(host);
    assertThat(ran.exit()).as("%s", ran).isEqualTo(2);
    assertThat(ran.err()).contains(PILLAR + "/servers can be written by others than its owner");
    assertThat(host.api.status().path("revision").path("desired").asText()).startsWith("main@");
    assertThat(host.box.containers()).isEqualTo(before);
  }
}
