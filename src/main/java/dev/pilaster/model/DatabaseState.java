package dev.pilaster.model;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a database server has of what is wanted of it, as it was when it was last asked.
 *
 * @param error why it could not be asked; nothing else is known then
 * @param schemas by name
 * @param accounts by user, those that log in from any address ({@code '…'@'%'})
 * @param imports database ({@code site.key}) to how far its import is
 * @param kept what the agent made ({@code schema acme}, {@code account acme}) to the sites that it
 *     is for
 * @param privileges how many privileges are all that an account can have on a schema
 */
public record DatabaseState(
    Optional<String> error,
    SortedMap<String, Schema> schemas,
    SortedMap<String, Account> accounts,
    SortedMap<String, Progress> imports,
    SortedMap<String, SortedSet<Name>> kept,
    int privileges) {
  public DatabaseState {
    schemas = sorted(schemas);
    accounts = sorted(accounts);
    imports = sorted(imports);
    kept = sorted(kept);
  }

  private static <V> SortedMap<String, V> sorted(SortedMap<String, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  /** A server that does not answer. */
  public static DatabaseState failed(String why) {
    return new DatabaseState(
        Optional.of(why), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), 0);
  }

  /** Whether something is noted to be for a site. */
  public boolean keeps(String kind, String name, Name site) {
    var sites = kept.get(kind + " " + name);
    return sites != null && sites.contains(site);
  }

  /** Where an import is. */
  public enum Progress {
    /** The schema was empty; what it has now is half a dump. */
    BEGUN,
    DONE
  }

  /**
   * A schema.
   *
   * @param charset the default of tables to come, likewise the collation
   * @param tables views included
   * @param others tables whose character set is another one
   * @param ours whether the agent made it
   */
  public record Schema(String charset, String collation, int tables, int others, boolean ours) {}

  /**
   * An account.
   *
   * @param passwords what it accepts, as {@link NativePassword} has them
   * @param ours whether the agent made it
   * @param grants on what ({@code `shop\_1`.*}, {@code *.*}) to the privileges there
   * @param from the addresses for which there is another account of that name
   */
  public record Account(
      List<Secret> passwords,
      boolean locked,
      boolean ours,
      SortedMap<String, SortedSet<String>> grants,
      SortedSet<String> from) {
    public Account {
      passwords = List.copyOf(passwords);
      var copy = new TreeMap<String, SortedSet<String>>();
      grants.forEach((on, names) -> copy.put(on, new TreeSet<>(names)));
      grants = Collections.unmodifiableSortedMap(copy);
      from = Collections.unmodifiableSortedSet(new TreeSet<>(from));
    }
  }

  /**
   * What to ask a server for.
   *
   * @param rootPassword empty where root needs none inside the container
   */
  public record Question(
      Optional<Secret> rootPassword, SortedSet<String> schemas, SortedSet<String> users) {
    public Question {
      schemas = Collections.unmodifiableSortedSet(new TreeSet<>(schemas));
      users = Collections.unmodifiableSortedSet(new TreeSet<>(users));
    }
  }
}
