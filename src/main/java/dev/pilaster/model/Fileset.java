package dev.pilaster.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Files of one program, checked and swapped together.
 *
 * @param files absolute path to what shall stand there; an absent file of ours is removed
 * @param digest what the running program must show after a reload; empty when it cannot
 */
public record Fileset(Kind kind, SortedMap<String, Text> files, String digest) {
  /** The first line of every file that is ours; nothing without it is ever removed. */
  public static final String MARK = "# Managed by Pilaster; edits are undone.";

  /** Whether a file with this text is ours: its first line, below what a program wants first. */
  public static boolean ours(String text) {
    var second = text.indexOf('\n') + 1;
    return text.startsWith(MARK)
        || ((text.startsWith("#!") || text.startsWith("<?php\n")) && text.startsWith(MARK, second));
  }

  public Fileset {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** Which program reads it. */
  public enum Kind {
    NGINX,
    DNSMASQ,
    NAMES,
    RESOLVER,
    TOOLS,
    CRON,
    DRUSH,
    MAIL;

    /** Its name as a resource. */
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** A file's text and mode. */
  public record Text(String text, int mode) {
    private static final String BESIDE = " beside ";

    /**
     * What it is known by once it was refused.
     *
     * @param around digest of what stood beside it; empty where that is not known
     */
    public String known(String around) {
      return Memory.digest(text) + (around.isEmpty() ? "" : BESIDE + around);
    }

    /** Whether this was refused, and what stands beside it is what it was as far as is known. */
    public boolean is(String refused, String around) {
      return around.isEmpty()
          ? (refused + BESIDE).startsWith(known("") + BESIDE)
          : refused.equals(known(around));
    }

    /** Whether everybody on the host may read it; else no line of it is ever shown. */
    public boolean isPublic() {
      return (mode & 0004) != 0;
    }
  }
}
