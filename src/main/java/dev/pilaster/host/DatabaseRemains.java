package dev.pilaster.host;

import dev.pilaster.model.DatabaseOrder;
import dev.pilaster.model.DatabaseOrder.DropAccount;
import dev.pilaster.model.DatabaseOrder.DropSchema;
import dev.pilaster.model.DatabaseServer;
import dev.pilaster.model.Desired;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Name;
import dev.pilaster.model.Remains;
import dev.pilaster.model.Role;
import dev.pilaster.model.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Schemas and accounts that we made for a site, by the servers' own notes. What another site is
 * noted for, or has in git, stays; what was there before us is in no note.
 */
record DatabaseRemains(RunningServers servers, Databases databases) implements Remains {
  @Override
  public List<Item> of(Name site, Desired here) {
    return servers(here).flatMap(server -> items(server, left(server, site, here))).toList();
  }

  private Stream<DatabaseServer> servers(Desired here) {
    return here.services().values().stream()
        .filter(s -> s.role() == Role.MARIADB)
        .map(Service::name)
        .map(service -> servers.of(service, here));
  }

  private Left left(DatabaseServer server, Name site, Desired here) {
    var notes = Notes.of(databases.ask(server, Statements.NOTED));
    var schemas = new ArrayList<>(notes.only("schema", site));
    var accounts = new ArrayList<>(notes.only("account", site));
    here.sites().values().stream()
        .flatMap(s -> s.databases().values().stream())
        .filter(d -> d.service().filter(server.service()::equals).isPresent())
        .forEach(
            d -> {
              schemas.remove(d.name());
              accounts.remove(d.user());
            });
    return new Left(schemas, accounts);
  }

  /** Names of what goes from one server. */
  private record Left(List<String> schemas, List<String> accounts) {}

  private Stream<Item> items(DatabaseServer server, Left left) {
    var on = " on " + server.service();
    return Stream.concat(
        left.schemas().stream().map(name -> schema(server, name, on)),
        left.accounts().stream().map(name -> account(server, name, on)));
  }

  private Item schema(DatabaseServer server, String name, String on) {
    var rows = databases.ask(server, Statements.size(name)).split("\n", -1);
    unused("schema " + name + on, rows[1]);
    var size = rows[0].split("\t", 2);
    var what = "schema %s%s (%s tables)".formatted(name, on, size[0]);
    return new Item(what, Long.parseLong(size[1]));
  }

  private Item account(DatabaseServer server, String name, String on) {
    unused("account " + name + on, databases.ask(server, Statements.sessions(name)).strip());
    return new Item("account " + name + on, 0);
  }

  private static void unused(String what, String sessions) {
    if (!sessions.equals("0")) {
      throw new HostException(Kind.TRANSIENT, what + " is in use by " + sessions + " sessions");
    }
  }

  /** Somebody may have logged in since it was looked at. */
  private void mustBeUnused(DatabaseServer server, Left left) {
    items(server, left).forEach(item -> {});
  }

  @Override
  public void remove(Name site, Desired here) {
    for (var server : servers(here).toList()) {
      var left = left(server, site, here);
      mustBeUnused(server, left);
      var orders = new ArrayList<DatabaseOrder>();
      left.schemas().forEach(name -> orders.add(new DropSchema(name)));
      left.accounts().forEach(name -> orders.add(new DropAccount(name)));
      orders.add(new DatabaseOrder.Forget(site));
      orders.forEach(order -> databases.tell(server, order));
    }
  }
}
