package dev.pilaster.host;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.pilaster.model.Desired;
import dev.pilaster.model.HostException;
import dev.pilaster.model.Name;
import dev.pilaster.model.Remains;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A site's directories: releases, settings and assets, its logs, and the dumps made before deploys.
 *
 * @param places of the host
 * @param unused throws while a container that runs may write to one of these paths
 */
record SiteRemains(Programs.Places places, Consumer<List<String>> unused) implements Remains {
  private static final Duration LONG = Duration.ofMinutes(2);

  @Override
  public List<Item> of(Name site, Desired here) {
    mustBeUnused(site);
    var items = new ArrayList<Item>();
    parts(site, here).forEach(path -> items.add(new Item(path.toString(), size(path))));
    return items;
  }

  private void mustBeUnused(Name site) {
    var vhost = places.nginx().resolve(site + ".conf");
    if (Files.exists(vhost)) {
      throw new HostException(
          HostException.Kind.TRANSIENT, "nginx still serves " + site + ": " + vhost);
    }
    unused.accept(List.of(home(site).resolve("shared").toString()));
  }

  private Path home(Name site) {
    return places.sites().resolve(site.value());
  }

  private static long size(Path path) {
    var said = Command.run(LONG, List.of("du", "-s", "-B1", "--", path.toString())).output();
    var total = said.substring(said.lastIndexOf('\n') + 1).split("\t", 2)[0];
    return total.matches("\\d{1,18}") ? Long.parseLong(total) : 0;
  }

  /** Those that are there: what is in the site's directory one by one, then the others. */
  private List<Path> parts(Name site, Desired here) {
    var all = new ArrayList<Path>();
    if (Files.isDirectory(home(site), NOFOLLOW_LINKS)) {
      try (Stream<Path> inside = Files.list(home(site))) {
        inside.sorted().forEach(all::add);
      } catch (IOException e) {
        throw OwnFiles.failed("look at " + home(site), e);
      }
    }
    others(site, here).filter(p -> Files.exists(p, NOFOLLOW_LINKS)).forEach(all::add);
    return all;
  }

  private Stream<Path> others(Name site, Desired here) {
    return Stream.of(
        Path.of(here.server().nginx().logDir(), site.value()),
        places.state().resolve("dumps").resolve(site.value()));
  }

  /** By a rename first: half of a site never stands where a site is looked for. */
  @Override
  public void remove(Name site, Desired here) {
    mustBeUnused(site);
    var doomed = places.sites().resolve(".purged-" + site);
    try {
      Owned.delete(doomed);
      if (Files.isDirectory(home(site), NOFOLLOW_LINKS)) {
        OwnFiles.rename(home(site), doomed);
        Owned.delete(doomed);
      }
      for (var other : others(site, here).toList()) {
        Owned.delete(other);
      }
    } catch (IOException e) {
      throw OwnFiles.failed("purge " + site, e);
    }
  }
}
