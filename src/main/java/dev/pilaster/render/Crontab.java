package dev.pilaster.render;

import dev.pilaster.model.CronTime;
import dev.pilaster.model.Fileset;
import dev.pilaster.model.Observed.Tools;
import dev.pilaster.model.Site;
import java.util.Optional;

/**
 * A site's crontab (crontab(5), and cron(8) for {@code /etc/cron.d}: no dot in the name, writable
 * for root only). Its lines only name the job; what it is stands in {@link SiteTools}.
 */
public record Crontab(Tools tools) {
  private static final String HEAD =
      Fileset.MARK
          + "\nSHELL=/bin/sh\nPATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n";
  private static final String PAUSED =
      Fileset.MARK + "\n# Paused: the site's hooks run, or are about to.\n";

  /** Where the site's file lies. */
  public String path(String site) {
    return prefix() + site;
  }

  /** What the names of all of them begin with. */
  public String prefix() {
    return tools.cron() + "/pilaster-";
  }

  /** All jobs of a site. */
  public Fileset.Text text(Site site) {
    var text = new StringBuilder(HEAD);
    site.crons().forEach((job, cron) -> text.append(line(site, job, cron)));
    return new Fileset.Text(text.toString(), 0644);
  }

  /** No job runs. */
  public Fileset.Text paused() {
    return new Fileset.Text(PAUSED, 0644);
  }

  public static boolean isPaused(String text) {
    return text.equals(PAUSED);
  }

  /** Whether a file has the job at just these times. */
  public boolean has(Optional<String> text, Site site, String job, Site.Cron cron) {
    return text.filter(t -> t.contains("\n" + line(site, job, cron))).isPresent();
  }

  /** A percent sign would end the command. */
  private String line(Site site, String job, Site.Cron cron) {
    var run = Shell.word(new SiteTools(tools).program("run")).replace("%", "\\%");
    return "%s root %s %s %s\n".formatted(time(site, cron).text(), run, site.name(), job);
  }

  /** When it is due. */
  public static CronTime time(Site site, Site.Cron cron) {
    return CronTime.parse(cron.spec(), site.name().value());
  }
}
