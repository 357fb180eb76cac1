package dev.pilaster.pillar;

import dev.pilaster.model.CronTime;
import dev.pilaster.model.Site;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is run for a site: {@code crons}, {@code hooks}, {@code healthcheck}, drush, mail. */
final class JobReader {
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  private static final Keys CRON_KEYS = new Keys();
  private static final Key<String> SPEC =
      CRON_KEYS.needed(
          "spec",
          new Checked<>(
              Shapes.text(
                  "[0-9H*/,-]+( [0-9A-Za-z*/,-]+){4}", "a crontab time: five fields, H allowed"),
              JobReader::wrongTime),
          "when: crontab's five fields, H for a minute fixed by the site's name");
  private static final Key<String> COMMAND = CRON_KEYS.needed("command", Formats.LINE, "what");
  private static final Key<Duration> CRON_TIMEOUT =
      CRON_KEYS.or("timeout", Units.DURATION, TEN_MINUTES, "then it is stopped; = 10m");
  private static final Key<String> CRON_USER =
      CRON_KEYS.or("user", Formats.USER, "www-data", "in the container; = www-data");
  static final Shape<Site.Cron> CRON =
      CRON_KEYS.shape(
          v -> new Site.Cron(v.get(SPEC), v.get(COMMAND), v.get(CRON_TIMEOUT), v.get(CRON_USER)));

  private static final Keys HOOK_KEYS = new Keys();
  private static final Key<List<String>> DEPLOY =
      HOOK_KEYS.list("deploy", Formats.LINE, "after the flip, before visitors");
  private static final Key<List<String>> POST_DEPLOY =
      HOOK_KEYS.list("post_deploy", Formats.LINE, "when the site answers");
  private static final Key<String> ON_FAILURE =
      HOOK_KEYS.or(
          "on_failure",
          Shapes.word("rollback", "keep"),
          "rollback",
          "rollback or keep; = rollback");
  private static final Key<Duration> HOOK_TIMEOUT =
      HOOK_KEYS.or("timeout", Units.DURATION, TEN_MINUTES, "of one command; = 10m");
  private static final Key<Boolean> DUMP =
      HOOK_KEYS.or("dump_before", Shapes.BOOL, true, "when there are deploy hooks; = true");
  private static final Key<String> RESTORE =
      HOOK_KEYS.or(
          "restore_database",
          Shapes.word("never", "on_hook_failure"),
          "never",
          "never or on_hook_failure; = never");
  static final Shape<Site.Hooks> HOOKS =
      HOOK_KEYS.shape(
          v ->
              new Site.Hooks(
                  v.get(DEPLOY),
                  v.get(POST_DEPLOY),
                  v.get(ON_FAILURE),
                  v.get(HOOK_TIMEOUT),
                  v.get(DUMP),
                  v.get(RESTORE)));

  private static final Keys HEALTH_KEYS = new Keys();
  private static final Key<String> PATH =
      HEALTH_KEYS.needed("path", Shapes.text("/[^\\s]*", "a path"), "what is asked for");
  private static final Key<List<Integer>> STATUS =
      HEALTH_KEYS.or(
          "status",
          Shapes.list(Shapes.integer(100, 599)),
          List.of(200),
          "codes that are good; = [200]");
  private static final Key<Optional<String>> CONTAINS =
      HEALTH_KEYS.maybe("contains", Shapes.TEXT, "a text that the page must have");
  private static final Key<Duration> TIMEOUT =
      HEALTH_KEYS.or("timeout", Units.DURATION, Duration.ofSeconds(5), "= 5s");
  static final Shape<Site.Healthcheck> HEALTHCHECK =
      HEALTH_KEYS.shape(
          v -> new Site.Healthcheck(v.get(PATH), v.get(STATUS), v.get(CONTAINS), v.get(TIMEOUT)));

  private static final Keys DRUSH_KEYS = new Keys();
  private static final Key<Optional<String>> ALIAS =
      DRUSH_KEYS.maybe(
          "alias",
          Shapes.text("[a-z0-9][a-z0-9_-]*", "an alias: small letters, digits, - and _"),
          "= the site's name");
  static final Shape<Optional<String>> DRUSH = DRUSH_KEYS.shape(v -> v.get(ALIAS));

  private static final Keys MAIL_KEYS = new Keys();
  private static final Key<Optional<String>> FROM =
      MAIL_KEYS.maybe(
          "from", Shapes.text("[^\\s@<>\"]+@[a-zA-Z0-9.-]+", "a mail address"), "the sender");
  private static final Key<Boolean> DISCARD =
      MAIL_KEYS.or(
          "mode",
          Shapes.word(Map.of("relay", false, "discard", true)),
          false,
          "relay or discard; = relay");
  static final Shape<Site.Mail> MAIL =
      MAIL_KEYS.shape(v -> new Site.Mail(v.get(FROM), v.get(DISCARD)));

  private JobReader() {}

  /** One bad line, and cron reads nothing of the file. */
  private static Optional<String> wrongTime(String spec) {
    try {
      return CronTime.parse(spec, "").text().isEmpty() ? Optional.of("is empty") : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("is no crontab time: " + e.getMessage());
    }
  }
}
