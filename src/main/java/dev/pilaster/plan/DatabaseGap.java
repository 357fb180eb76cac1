package dev.pilaster.plan;

import static java.util.Optional.ofNullable;

import dev.pilaster.model.DatabaseOrder;
import dev.pilaster.model.DatabaseState;
import dev.pilaster.model.DatabaseState.Account;
import dev.pilaster.model.DatabaseState.Schema;
import dev.pilaster.model.Difference;
import dev.pilaster.model.Grants;
import dev.pilaster.model.Name;
import dev.pilaster.model.NativePassword;
import dev.pilaster.model.Secret;
import dev.pilaster.model.Site.Database;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What lies between a database that is wanted and what its server has. What was there before us is
 * told and left alone.
 */
final class DatabaseGap {
  private final Database wanted;
  private final Name site;
  private final DatabaseState state;
  private final Optional<Schema> schema;
  private final Optional<Account> account;
  private final List<DatabaseOrder> orders = new ArrayList<>();
  private final List<Difference> ours = new ArrayList<>();
  private final List<Difference> theirs = new ArrayList<>();
  private boolean takesFormer;

  /**
   * @param fill an import that is due
   * @param moving whether the site may still log in with a former password
   * @param elsewhere what else the account is for; empty when nothing is taken from it
   */
  DatabaseGap(
      Name site,
      Database wanted,
      DatabaseState state,
      Optional<DatabaseOrder.Import> fill,
      boolean moving,
      Optional<Set<String>> elsewhere) {
    this.site = site;
    this.wanted = wanted;
    this.state = state;
    this.schema = ofNullable(state.schemas().get(wanted.name()));
    this.account = ofNullable(state.accounts().get(wanted.user()));
    schema.ifPresentOrElse(this::defaults, this::create);
    account.ifPresentOrElse(a -> password(a, moving), this::createAccount);
    keep("schema", wanted.name(), schema.map(Schema::ours));
    keep("account", wanted.user(), account.map(Account::ours));
    grant(fill.isPresent());
    fill.ifPresent(orders::add);
    var mine = account.filter(Account::ours).filter(a -> fill.isEmpty());
    mine.ifPresent(a -> elsewhere.ifPresent(others -> revoke(a, others)));
  }

  /** What is to be done, in order. */
  List<DatabaseOrder> orders() {
    return List.copyOf(orders);
  }

  /** What the orders mend. */
  List<Difference> ours() {
    return List.copyOf(ours);
  }

  /** What somebody else made and we do not touch. */
  List<Difference> theirs() {
    return List.copyOf(theirs);
  }

  /** Whether the account accepts a password more than it is to have, for as long as need be. */
  boolean takesFormer() {
    return takesFormer;
  }

  /** {@code ours}: whether we made what is there; empty while we are to make it. */
  private void keep(String kind, String name, Optional<Boolean> ours) {
    if (ours.orElse(true) && !state.keeps(kind, name, site)) {
      ours.ifPresent(o -> this.ours.add(new Difference(kind + " " + name, "for " + site, "not")));
      orders.add(new DatabaseOrder.Keep(site, kind, name));
    }
  }

  private void create() {
    ours.add(new Difference("schema", wanted.name(), "missing"));
    orders.add(new DatabaseOrder.CreateSchema(wanted.name(), wanted.charset(), wanted.collation()));
  }

  private void defaults(Schema have) {
    var found = have.ours() ? ours : theirs;
    var before = found.size();
    differ(found, "charset", wanted.charset(), have.charset());
    differ(found, "collation", wanted.collation(), have.collation());
    if (have.ours() && ours.size() > before) {
      orders.add(
          new DatabaseOrder.AlterSchema(wanted.name(), wanted.charset(), wanted.collation()));
    }
  }

  /** MariaDB 10.6 gave {@code utf8} its longer name. */
  private static void differ(List<Difference> found, String field, String want, String have) {
    if (!want.replaceFirst("^utf8(_|$)", "utf8mb3$1").equals(have)) {
      found.add(new Difference(field, want, have));
    }
  }

  private void createAccount() {
    ours.add(new Difference("account", wanted.user(), "missing"));
    orders.add(new DatabaseOrder.CreateAccount(wanted.user(), accepted(wanted)));
  }

  /** The password's hash first, and the one before it while both are to log in. */
  static List<Secret> accepted(Database wanted) {
    var accepted = new ArrayList<>(List.of(NativePassword.hash(wanted.password())));
    wanted.passwordPrevious().map(NativePassword::hash).ifPresent(accepted::add);
    return accepted;
  }

  private void password(Account have, boolean moving) {
    var target = accepted(wanted);
    if (moving && have.ours()) {
      have.passwords().stream().filter(p -> !target.contains(p)).limit(1).forEach(target::add);
    }
    takesFormer = target.size() > accepted(wanted).size();
    var found = have.ours() ? ours : theirs;
    var before = found.size();
    if (have.locked()) {
      found.add(new Difference("account", "open", "locked"));
    }
    if (!have.passwords().containsAll(target)) {
      found.add(new Difference("password", "the pillar's", "another"));
    } else if (!target.containsAll(have.passwords())) {
      found.add(new Difference("password", "the pillar's alone", "others as well"));
    }
    if (have.ours() && ours.size() > before) {
      orders.add(new DatabaseOrder.AlterAccount(wanted.user(), target));
    }
  }

  /** A dump needs more than its site may need later: what is too much goes when it is in. */
  private void grant(boolean filling) {
    var on = Grants.on(wanted.name());
    var have = account.map(a -> had(a, on)).orElseGet(TreeSet::new);
    var missing = missing(filling ? List.of(Grants.ALL) : wanted.privileges(), have);
    if (missing.isEmpty()) {
      return;
    }
    var may = account.map(Account::ours).orElse(true);
    if (account.isPresent()) {
      var difference = new Difference("grants on " + on, text(wanted.privileges()), text(have));
      (may ? ours : theirs).add(difference);
    }
    if (may) {
      orders.add(new DatabaseOrder.Grant(wanted.user(), on, missing));
    }
  }

  private static SortedSet<String> had(Account account, String on) {
    return account.grants().getOrDefault(on, new TreeSet<>());
  }

  private SortedSet<String> missing(Collection<String> want, SortedSet<String> have) {
    var missing = new TreeSet<>(want);
    if (want.contains(Grants.ALL)) {
      var all = new TreeSet<>(have);
      all.remove(Grants.OPTION);
      var whole = !all.isEmpty() && all.size() >= state.privileges();
      missing.retainAll(whole ? Set.of() : Set.of(Grants.ALL));
    } else {
      missing.removeAll(have);
    }
    return missing;
  }

  private static String text(Collection<String> privileges) {
    return privileges.isEmpty() ? "none" : String.join(", ", privileges);
  }

  private void revoke(Account have, Set<String> others) {
    var on = Grants.on(wanted.name());
    for (var granted : have.grants().entrySet()) {
      var extra = new TreeSet<>(granted.getValue());
      if (granted.getKey().equals(on)) {
        extra.removeAll(
            wanted.privileges().contains(Grants.ALL) ? all(extra) : wanted.privileges());
      }
      if (!extra.isEmpty() && !others.contains(granted.getKey())) {
        var want = granted.getKey().equals(on) ? text(wanted.privileges()) : "none";
        ours.add(new Difference("grants on " + granted.getKey(), want, text(granted.getValue())));
        orders.add(new DatabaseOrder.Revoke(wanted.user(), granted.getKey(), extra));
      }
    }
  }

  private static Set<String> all(Set<String> have) {
    var all = new HashSet<>(have);
    all.remove(Grants.OPTION);
    return all;
  }
}
