package dev.pilaster.render;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.Observed.Tools;

/**
 * The sites' logs as logrotate(8) keeps them: fourteen days of them, as Debian keeps nginx's own.
 * nginx is told to open new ones.
 */
public record LogRotation(Tools tools) {
  private static final String TEXT =
      """
      %s
      "%s/*/*.log" {
      \tdaily
      \trotate 14
      \tmissingok
      \tnotifempty
      \tcompress
      \tdelaycompress
      \tcreate 0640 www-data adm
      \tsharedscripts
      \tpostrotate
      \t\t[ ! -s /run/nginx.pid ] || kill -USR1 "$(cat /run/nginx.pid)"
      \tendscript
      }
      """;

  public String path() {
    return tools.rotation() + "/pilaster";
  }

  /** For a directory that has one of each site. */
  public Fileset.Text file(String logs) {
    return new Fileset.Text(TEXT.formatted(Fileset.MARK, logs), 0644);
  }
}
