package dev.pilaster.sim;

import dev.pilaster.model.Container;
import dev.pilaster.model.DatabaseOrder;
import dev.pilaster.model.DatabaseServer;
import dev.pilaster.model.DatabaseState;
import dev.pilaster.model.DatabaseState.Account;
import dev.pilaster.model.DatabaseState.Progress;
import dev.pilaster.model.DatabaseState.Schema;
import dev.pilaster.model.Grants;
import dev.pilaster.model.Host;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Name;
import dev.pilaster.model.Secret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The part of a host in memory that is database servers: one set of schemas for all of them. */
abstract class FakeServers implements Host {
  /** All that an account can have on a schema. */
  static final List<String> ALL = List.of("DELETE", "DROP", "INSERT", "SELECT");

  public final TreeMap<String, Schema> schemas = new TreeMap<>();
  public final TreeMap<String, Account> accounts = new TreeMap<>();
  final TreeMap<String, Progress> imports = new TreeMap<>();
  public final TreeMap<String, SortedSet<Name>> kept = new TreeMap<>();

  /** Dumps that the server refuses, and why no server can be asked. */
  final TreeSet<String> badDumps = new TreeSet<>();

  Optional<String> silent = Optional.empty();

  /** No answer is there yet. */
  boolean slow;

  public final List<String> did = new ArrayList<>();

  SortedMap<Name, DatabaseState> asked(
      Map<Name, DatabaseState.Question> questions,
      Collection<Container> containers,
      Map<Name, Integer> live) {
    var states = new TreeMap<Name, DatabaseState>();
    var state =
        silent
            .map(DatabaseState::failed)
            .orElse(
                new DatabaseState(Optional.empty(), schemas, accounts, imports, kept, ALL.size()));
    containers.stream()
        .filter(c -> c.running() && live.getOrDefault(c.service(), 0) == c.generation())
        .filter(c -> questions.containsKey(c.service()) && !slow)
        .forEach(c -> states.put(c.service(), state));
    return states;
  }

  @Override
  public void tell(DatabaseServer server, DatabaseOrder order) {
    did.add(order.text());
    if (order instanceof DatabaseOrder.CreateSchema create) {
      schemas.computeIfAbsent(
          create.name(), n -> new Schema(create.charset(), create.collation(), 0, 0, true));
    } else if (order instanceof DatabaseOrder.AlterSchema alter) {
      schemas.computeIfPresent(
          alter.name(),
          (n, s) -> new Schema(alter.charset(), alter.collation(), s.tables(), 0, s.ours()));
    } else if (order instanceof DatabaseOrder.CreateAccount create) {
      accounts.computeIfAbsent(create.user(), u -> account(create.passwords(), new TreeMap<>()));
    } else if (order instanceof DatabaseOrder.AlterAccount alter) {
      accounts.computeIfPresent(alter.user(), (u, a) -> account(alter.passwords(), a.grants()));
    } else if (order instanceof DatabaseOrder.Grant grant) {
      grants(grant.user(), grant.on()).addAll(names(grant.privileges()));
    } else if (order instanceof DatabaseOrder.Revoke revoke) {
      revoke(revoke);
    } else if (order instanceof DatabaseOrder.Keep keep) {
      kept.computeIfAbsent(keep.kind() + " " + keep.name(), k -> new TreeSet<>()).add(keep.site());
    } else if (order instanceof DatabaseOrder.Import wanted) {
      fill(wanted);
    }
  }

  static Account account(List<Secret> passwords, SortedMap<String, SortedSet<String>> grants) {
    return new Account(passwords, false, true, grants, new TreeSet<>());
  }

  private static Collection<String> names(SortedSet<String> privileges) {
    return privileges.contains(Grants.ALL) ? ALL : privileges;
  }

  /** An account's grants are its own copy: they are put back by {@link #keep}. */
  private SortedSet<String> grants(String user, String on) {
    var account = accounts.get(user);
    if (account == null) {
      throw new HostException(Kind.INVALID, "no account " + user);
    }
    var grants = new TreeMap<String, SortedSet<String>>(account.grants());
    var mine = grants.computeIfAbsent(on, o -> new TreeSet<>());
    accounts.put(user, keep(account, grants));
    return accounts.get(user).grants().getOrDefault(on, mine);
  }

  private static Account keep(Account a, SortedMap<String, SortedSet<String>> grants) {
    return new Account(a.passwords(), a.locked(), a.ours(), grants, a.from());
  }

  private void revoke(DatabaseOrder.Revoke order) {
    grants(order.user(), order.on()).removeAll(order.privileges());
    accounts.computeIfPresent(
        order.user(),
        (u, a) -> {
          var left = new TreeMap<String, SortedSet<String>>(a.grants());
          left.values().removeIf(SortedSet::isEmpty);
          return keep(a, left);
        });
  }

  private void fill(DatabaseOrder.Import wanted) {
    if (imports.get(wanted.database()) == Progress.DONE && wanted.again().isEmpty()) {
      return;
    }
    if (badDumps.contains(wanted.file())) {
      throw new HostException(Kind.INVALID, "ERROR 1064 (42000) at line 1: syntax");
    }
    schemas.computeIfPresent(
        wanted.schema().name(), (n, s) -> new Schema(s.charset(), s.collation(), 7, 0, s.ours()));
    imports.put(wanted.database(), Progress.DONE);
  }
}
