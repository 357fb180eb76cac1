package dev.pilaster.host;

import dev.pilaster.model.Desired;
import dev.pilaster.model.Fillings;
import dev.pilaster.model.Name;
import dev.pilaster.model.Site;
import dev.pilaster.model.Subject;
import java.util.List;

/** Dumps that sites have from elsewhere, and what their schemas have now. */
record DatabaseFillings(RunningServers servers, Databases databases) implements Fillings {
  @Override
  public List<Filling> of(Site site, Desired here) {
    return site.databases().entrySet().stream()
        .filter(e -> e.getValue().manage() && e.getValue().service().isPresent())
        .filter(e -> e.getValue().importFrom().isPresent())
        .map(e -> filling(Subject.database(site.name(), e.getKey()), e.getValue(), here))
        .toList();
  }

  private Filling filling(Subject subject, Site.Database wanted, Desired here) {
    Name service = wanted.service().orElseThrow();
    var question = Statements.imported(subject.name(), wanted.name());
    var rows = databases.ask(servers.of(service, here), question).split("\n", -1);
    var into = "schema %s on %s".formatted(wanted.name(), service);
    var has = rows[1].equals("0") ? "" : rows[1] + " tables";
    var from = wanted.importFrom().orElseThrow();
    return new Filling(subject, from, into, has, rows[0].equals(Imports.BEGUN));
  }
}
