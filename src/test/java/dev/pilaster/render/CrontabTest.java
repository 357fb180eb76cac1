package dev.pilaster.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed.Tools;
import dev.pilaster.model.Site;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What cron reads, and what its jobs know of their site. */
final class CrontabTest {
  private final Sample sample = new Sample();
  private final Crontab crontab = new Crontab(Sample.TOOLS);

  @BeforeEach
  void jobs() {
    sample.domain("acme.example.com");
    sample.crons.put("feed", cron("H/15 * * * *", "fetch --at='100%' >x"));
  }

  @Test
  void itsNameHasNoDot() {
    assertThat(crontab.path("acme")).isEqualTo("/etc/cron.d/pilaster-acme");
  }

  @Test
  void aLineNamesTheJobAndTheMinuteIsTheSitesOwn() {
    assertThat(crontab.text(sample.site("acme")).text().lines().skip(3))
        .hasSize(1)
        .allMatch(l -> l.matches("\\d+-59/15 \\* \\* \\* \\* root '[^']+/tools/run' acme feed"));
  }

  @Test
  void itIsOursAndOnlyRootMayWriteIt() {
    assertThat(Fileset.ours(crontab.text(sample.site("acme")).text())).isTrue();
    assertThat(crontab.text(sample.site("acme")).mode()).isEqualTo(0644);
  }

  @Test
  void aPercentSignInThePathDoesNotEndTheCommand() {
    var odd = new Tools("/srv/100%", "/c", "/d", "/b", "/l", "unix:///s", "", ZoneOffset.UTC);
    assertThat(new Crontab(odd).text(sample.site("acme")).text())
        .contains("root '/srv/100\\%/tools/run'");
  }

  @Test
  void aPausedCrontabHasNoJob() {
    var paused = crontab.paused().text();
    assertThat(Crontab.isPaused(paused)).isTrue();
    assertThat(paused.lines()).allMatch(l -> l.startsWith("#"));
    assertThat(has(paused)).isFalse();
  }

  @Test
  void aFileHasAJobOnlyAtItsOwnTimes() {
    var text = crontab.text(sample.site("acme")).text();
    assertThat(has(text)).isTrue();
    assertThat(has(text.replace("/15", "/20"))).isFalse();
  }

  private boolean has(String text) {
    var site = sample.site("acme");
    return crontab.has(Optional.of(text), site, "feed", cron("H/15 * * * *", "x"));
  }

  @Test
  void noWordOfAPillarBreaksOutOfItsQuotes() {
    sample.crons.put("evil", cron("* * * * *", "echo 'a'; $(id) `id` \\"));
    var text =
        new SiteTools(Sample.TOOLS).site(sample.site("acme"), new Name("php82"), "/srv/sites");
    assertThat(text.text()).contains("command='echo '\\''a'\\''; $(id) `id` \\' ;;\n");
  }

  @Test
  void everyScriptSaysThatItIsOurs() {
    var tools = new SiteTools(Sample.TOOLS);
    assertThat(tools.programs().values()).allMatch(f -> Fileset.ours(f.text()));
    assertThat(Fileset.ours(tools.wrapper().text())).isTrue();
    assertThat(tools.programs().get("/var/lib/pilaster/tools/run").mode()).isEqualTo(0755);
  }

  private static Site.Cron cron(String spec, String command) {
    return new Site.Cron(spec, command, Duration.ofMinutes(5), "www-data");
  }
}
