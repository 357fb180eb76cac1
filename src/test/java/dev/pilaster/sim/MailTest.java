package dev.pilaster.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Resource;
import dev.pilaster.render.PostfixConfig;
import org.junit.jupiter.api.Test;

/** The host's Postfix, and what containers are told of it. */
class MailTest {
  private static final String MAIL = "mail: { relayhost: \"[mail.example.com]:587\" }\n";
  private static final String STAGE =
      Fixtures.SMALL.replace(
          "{ container: php82 }", "{ container: php82, mail: { mode: discard } }");

  private final World world = new World(Fixtures.desired(Fixtures.SMALL + MAIL));

  private String main() {
    return world.host.files.getOrDefault(PostfixConfig.MAIN, "");
  }

  private static Resource mail(Plan plan) {
    return plan.resources().stream()
        .filter(r -> r.subject().toString().equals("fileset/mail"))
        .findFirst()
        .orElseThrow();
  }

  private void want(String server) {
    world.desired = Fixtures.desired(server);
    world.commits++;
    world.settle();
  }

  @Test
  void postfixRelaysForTheNetworkAndTheSecondTurnChangesNothing() {
    world.settle();
    assertThat(main()).contains("mynetworks = 127.0.0.1/32, 172.30.0.0/24\n");
    assertThat(world.plan().changes()).isEmpty();
    assertThat(mail(world.plan()).sync()).isEqualTo(Resource.Sync.SYNCED);
  }

  @Test
  void withoutTheSectionNobodyLooksAtIt() {
    want(Fixtures.SMALL);
    assertThat(main()).isEmpty();
    assertThat(world.plan().resources()).noneMatch(r -> r.subject().name().equals("mail"));
  }

  @Test
  void aPostfixOfSomebodyElseStaysAndIsReported() {
    world.host.files.put(PostfixConfig.MAIN, "relayhost = [old.example.com]\n");
    world.settle();
    assertThat(main()).isEqualTo("relayhost = [old.example.com]\n");
    assertThat(mail(world.plan()).message()).contains("mail.replace: true");
    assertThat(world.plan().changes()).isEmpty();
  }

  @Test
  void aPillarThatSaysSoReplacesIt() {
    world.host.files.put(PostfixConfig.MAIN, "relayhost = [old.example.com]\n");
    want(Fixtures.SMALL + MAIL.replace(" }", ", replace: true }"));
    assertThat(main()).startsWith(Fileset.MARK);
  }

  @Test
  void anEditIsFoundByItsLineAndUndone() {
    world.settle();
    var good = main();
    world.host.files.put(
        PostfixConfig.MAIN, good.replace("mynetworks = 127.0.0.1/32", "mynetworks = 0.0.0.0/0"));
    var drift = mail(world.plan()).drift();
    assertThat(drift).hasSize(1);
    assertThat(drift.get(0).desired()).startsWith("mynetworks = 127.0.0.1/32");
    assertThat(drift.get(0).actual()).startsWith("mynetworks = 0.0.0.0/0");
    world.settle();
    assertThat(main()).isEqualTo(good);
  }

  @Test
  void aPostfixThatDoesNotAnswerIsLoadedAgain() {
    world.settle();
    world.host.served.put("mail", "-");
    assertThat(world.plan().changes()).hasSize(1);
    world.settle();
    assertThat(world.plan().changes()).isEmpty();
  }

  @Test
  void whenTheSectionGoesOurSettingsGo() {
    world.settle();
    want(Fixtures.SMALL);
    assertThat(main()).isEmpty();
    assertThat(world.plan().changes()).isEmpty();
  }

  @Test
  void aContainerOfAStageSiteIsHeardAndItsMailThrownAway() {
    want(STAGE + MAIL);
    assertThat(main())
        .contains("{ 172.30.0.2 = DISCARD mail.mode: discard of acme }")
        .contains("{ 172.30.0.3 = DISCARD mail.mode: discard of acme }");
    assertThat(world.plan().changes()).isEmpty();
  }

  @Test
  void theSmartHostIsNoReasonForANewContainer() {
    world.settle();
    var before = world.host.containers.keySet().toString();
    want(Fixtures.SMALL + MAIL.replace("mail.example", "other.example"));
    assertThat(world.host.containers.keySet()).hasToString(before);
    assertThat(main()).contains("relayhost = [other.example.com]:587\n");
  }

  @Test
  void aContainerThatMaySendNowIsANewOne() {
    want(Fixtures.SMALL);
    var before = world.host.containers.keySet().toString();
    want(Fixtures.SMALL + MAIL);
    assertThat(world.host.containers.keySet().toString()).isNotEqualTo(before);
  }
}
