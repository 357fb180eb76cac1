package dev.pilaster.host;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed.HostFacts;
import dev.pilaster.model.Observed.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** The host's own programs: their files, and what the running ones show. */
public final class Programs {
  private final Places places;
  private final Optional<NginxProgram> nginx;
  private final Optional<DnsmasqProgram> dnsmasq;
  private final Optional<PostfixProgram> postfix;
  private final ResolverFile resolver;
  private final Resolved resolved;
  private final PlainFiles plain;

  /**
   * Where our files lie; all absolute.
   *
   * @param nginx the directory that nginx.conf includes
   * @param dnsmasq dnsmasq's directory, shared with others
   * @param hosts dnsmasq's hosts directory, ours alone
   * @param postfix Postfix's directory, shared with others
   * @param resolver the host's resolver file
   * @param state the agent's own directory
   * @param group nginx's
   * @param sites root of the sites
   * @param run root of the sockets
   * @param tools where what works without the agent lies
   */
  public record Places(
      Path nginx,
      Path dnsmasq,
      Path hosts,
      Path postfix,
      Path resolver,
      Path state,
      String group,
      Path sites,
      Path run,
      Tools tools) {}

  /** A program that is empty is not there: its files are written, and nobody is asked. */
  public Programs(
      Places places,
      Optional<Program> nginx,
      Optional<Program> dnsmasq,
      Optional<Program> postfix) {
    this(places, nginx, dnsmasq, postfix, DefaultSite.DEBIAN);
  }

  Programs(
      Places places,
      Optional<Program> nginx,
      Optional<Program> dnsmasq,
      Optional<Program> postfix,
      DefaultSite defaultSite) {
    this.places = places;
    var work = places.state().resolve("candidate");
    var nginxWork = work.resolve("nginx");
    var dnsmasqWork = work.resolve("dnsmasq");
    this.nginx =
        nginx.map(p -> new NginxProgram(places.nginx(), nginxWork, places.group(), p, defaultSite));
    this.dnsmasq =
        dnsmasq.map(p -> new DnsmasqProgram(places.dnsmasq(), places.hosts(), dnsmasqWork, p));
    this.postfix =
        postfix.map(
            p ->
                new PostfixProgram(
                    places.postfix(),
                    work.resolve("postfix"),
                    places.state().resolve("postfix.orig"),
                    p,
                    p.restart()));
    this.resolver = new ResolverFile(places.resolver(), places.state());
    this.resolved = new Resolved(Resolved.DIRECTORY, Program.resolved(), this::resolvedShows);
    this.plain = new PlainFiles(places.tools());
  }

  /** As {@link dev.pilaster.model.Host#install} says. */
  public void install(Fileset files) {
    try {
      switch (files.kind()) {
        case NGINX -> nginx(files);
        case DNSMASQ -> dnsmasq(files);
        case NAMES -> names(files);
        case RESOLVER -> resolver(files);
        case TOOLS, CRON, DRUSH -> plain.install(files);
        case MAIL -> mail(files);
      }
    } catch (IOException e) {
      throw OwnFiles.failed("install " + files.kind().text(), e);
    }
  }

  private void nginx(Fileset files) throws IOException {
    if (nginx.isPresent()) {
      nginx.get().install(files);
    } else {
      new Swap(places.nginx(), files.files(), places.group()).perform();
    }
  }

  private void dnsmasq(Fileset files) throws IOException {
    if (dnsmasq.isPresent()) {
      dnsmasq.get().install(files);
    } else {
      new Swap(places.dnsmasq(), files.files(), "").perform();
    }
  }

  /** Where systemd-resolved is in charge, its drop-in; else the file. */
  private void resolver(Fileset files) throws IOException {
    if (resolver.isResolved()) {
      resolved.install(files.files());
    } else {
      resolver.install(files);
      resolved.remove();
    }
  }

  private void names(Fileset files) throws IOException {
    if (dnsmasq.isPresent()) {
      dnsmasq.get().names(files);
    } else {
      new Swap(places.hosts(), files.files(), "").perform();
    }
  }

  private void mail(Fileset files) throws IOException {
    if (postfix.isPresent()) {
      postfix.get().install(files);
    } else {
      new Swap(places.postfix(), files.files(), "").perform();
    }
  }

  /** Every file that carries our mark, or lies in a directory that is ours alone. */
  public SortedMap<String, String> files() {
    try {
      var texts = new TreeMap<String, String>();
      for (var directory : new Path[] {places.nginx(), places.hosts()}) {
        OwnFiles.read(directory).forEach((path, text) -> texts.put(path, text.text()));
      }
      var shared = places.dnsmasq().resolve("pilaster.conf");
      var postfix = places.postfix();
      var files =
          new Path[] {
            shared,
            places.resolver(),
            Resolved.DIRECTORY.resolve("zz-pilaster.conf"),
            postfix.resolve("main.cf"),
            postfix.resolve("master.cf"),
            postfix.resolve("pilaster-sasl")
          };
      for (var file : files) {
        if (Files.isRegularFile(file)) {
          texts.put(file.toString(), OwnFiles.text(file));
        }
      }
      texts.putAll(plain.files());
      return texts;
    } catch (IOException e) {
      throw OwnFiles.failed("read our files", e);
    }
  }

  /** Who puts names right on events; nobody where there is no dnsmasq of ours. */
  Optional<NameWatch> nameWatch(Function<Name, List<String>> addresses, Consumer<Duration> took) {
    return dnsmasq.map(d -> new NameWatch(addresses, d, took));
  }

  /** Program to the digest that the running one shows; without those that show none. */
  public SortedMap<String, String> served() {
    try {
      var served = new TreeMap<String, String>();
      nginx.flatMap(NginxProgram::served).ifPresent(digest -> served.put("nginx", digest));
      if (dnsmasq.isPresent()) {
        dnsmasq.get().served().ifPresent(digest -> served.put("dnsmasq", digest));
      }
      if (postfix.isPresent()) {
        postfix.get().served().ifPresent(digest -> served.put("mail", digest));
      }
      resolverServed().ifPresent(digest -> served.put("resolver", digest));
      return served;
    } catch (IOException e) {
      throw OwnFiles.failed("ask what is served", e);
    }
  }

  /** While dnsmasq itself does not answer, nobody can tell. */
  private Optional<String> resolverServed() throws IOException {
    if (dnsmasq.isEmpty() || !resolved.isManaged() || dnsmasq.get().served().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(resolvedShows() ? Fileset.Kind.RESOLVER.text() : "");
  }

  private boolean resolvedShows() {
    return dnsmasq.isEmpty() || dnsmasq.get().isAskedBy(Program.resolved().address());
  }

  /** What renderers need to know of this host. */
  public HostFacts facts() {
    try {
      return new HostFacts(
          places.sites().toString(),
          places.run().toString(),
          places.nginx().toString(),
          places.dnsmasq().toString(),
          places.hosts().toString(),
          places.group(),
          resolver.nameservers(),
          resolver.searchDomains(),
          resolver.isResolved(),
          places.tools());
    } catch (IOException e) {
      throw OwnFiles.failed("read " + places.resolver(), e);
    }
  }
}
