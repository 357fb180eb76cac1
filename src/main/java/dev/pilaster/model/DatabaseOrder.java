package dev.pilaster.model;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One thing that a database server is to do. Accounts are those that log in from any address. None
 * of these drops anything that is not named by it.
 */
public sealed interface DatabaseOrder {
  /** As a person reads it in a plan. */
  String text();

  /** Makes an empty schema, unless one is there, and notes that it is ours. */
  record CreateSchema(String name, String charset, String collation) implements DatabaseOrder {
    @Override
    public String text() {
      return "create schema %s (%s, %s)".formatted(name, charset, collation);
    }
  }

  /** Sets the defaults of tables to come; those that are there stay as they are. */
  record AlterSchema(String name, String charset, String collation) implements DatabaseOrder {
    @Override
    public String text() {
      return "set the defaults of schema %s to %s, %s".formatted(name, charset, collation);
    }
  }

  /** Makes an account, unless one is there, and notes that it is ours. */
  record CreateAccount(String user, List<Secret> passwords) implements DatabaseOrder {
    public CreateAccount {
      passwords = List.copyOf(passwords);
    }

    @Override
    public String text() {
      return "create account " + user + accepts(passwords);
    }
  }

  /** Makes an account accept these passwords and no other, and opens it. */
  record AlterAccount(String user, List<Secret> passwords) implements DatabaseOrder {
    public AlterAccount {
      passwords = List.copyOf(passwords);
    }

    @Override
    public String text() {
      return "set the password of account " + user + accepts(passwords);
    }
  }

  private static String accepts(List<Secret> passwords) {
    return passwords.size() > 1 ? ", accepting %d passwords".formatted(passwords.size()) : "";
  }

  /**
   * Gives an account privileges.
   *
   * @param on as {@link Grants#on} writes it
   */
  record Grant(String user, String on, SortedSet<String> privileges) implements DatabaseOrder {
    public Grant {
      privileges = Collections.unmodifiableSortedSet(new TreeSet<>(privileges));
    }

    @Override
    public String text() {
      return "grant %s on %s to %s".formatted(String.join(", ", privileges), on, user);
    }
  }

  /** Takes privileges from an account. */
  record Revoke(String user, String on, SortedSet<String> privileges) implements DatabaseOrder {
    public Revoke {
      privileges = Collections.unmodifiableSortedSet(new TreeSet<>(privileges));
    }

    @Override
    public String text() {
      return "revoke %s on %s from %s".formatted(String.join(", ", privileges), on, user);
    }
  }

  /**
   * Fills an empty schema from a dump, as the schema's own account: complete, or not at all.
   *
   * @param database {@code site.key}, under which the server remembers it
   * @param schema as it was made, for the case that it has to be made again
   * @param file of the host, plain or packed by gzip
   * @param again who wants it once more: one that was done before counts for nothing
   */
  record Import(
      Name site,
      String database,
      CreateSchema schema,
      String user,
      Secret password,
      String file,
      Optional<Orders.Again> again)
      implements DatabaseOrder {
    /** Whether what the schema has may go, once it has been dumped. */
    public boolean replace() {
      return again.filter(Orders.Again::replace).isPresent();
    }

    @Override
    public String text() {
      return (replace() ? "replace what schema %s has by %s" : "import into schema %s from %s")
          .formatted(schema.name(), file);
    }
  }

  /**
   * Notes for which site something of ours is kept: a purge takes what is no other's.
   *
   * @param kind schema or account
   */
  record Keep(Name site, String kind, String name) implements DatabaseOrder {
    @Override
    public String text() {
      return "note that %s %s is for %s".formatted(kind, name, site);
    }
  }

  /** Forgets what was kept and imported for a site. Only a purge wants it. */
  record Forget(Name site) implements DatabaseOrder {
    @Override
    public String text() {
      return "forget site " + site;
    }
  }

  /** Drops a schema and everything in it. Only a purge wants it. */
  record DropSchema(String name) implements DatabaseOrder {
    @Override
    public String text() {
      return "drop schema " + name;
    }
  }

  /** Drops an account. Only a purge wants it. */
  record DropAccount(String user) implements DatabaseOrder {
    @Override
    public String text() {
      return "drop account " + user;
    }
  }
}
