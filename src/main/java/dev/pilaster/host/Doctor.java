package dev.pilaster.host;

import dev.pilaster.model.ContainerSpec.Labels;
import dev.pilaster.model.Data;
import dev.pilaster.model.Fileset;
import dev.pilaster.model.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Looks at the host as it is now; changes nothing, and needs no agent. */
public final class Doctor {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Path LOGROTATE = Path.of("/usr/sbin/logrotate");
  private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");

  private final Patient patient;

  /**
   * What to look at.
   *
   * @param engine {@code unix:///var/run/docker.sock}
   * @param places of our files
   * @param somebodyElsesPostfix its settings are neither ours nor the package's own
   * @param secrets files that only root shall read
   * @param apiPort where the agent listens
   */
  public record Patient(
      String engine,
      Programs.Places places,
      Optional<Program> nginx,
      Optional<Program> dnsmasq,
      Optional<Program> postfix,
      boolean somebodyElsesPostfix,
      List<Path> secrets,
      int apiPort) {
    public Patient {
      secrets = List.copyOf(secrets);
    }
  }

  public Doctor(Patient patient) {
    this.patient = patient;
  }

  /** Everything that was looked at, good or not. */
  public List<Finding> examine() {
    var findings = new ArrayList<>(engine());
    patient.nginx().ifPresent(p -> findings.addAll(nginx()));
    findings.add(look("data", this::data));
    patient.dnsmasq().ifPresent(p -> findings.add(dnsmasq(p)));
    patient.dnsmasq().ifPresent(p -> findings.add(look("resolver", () -> resolver(p))));
    findings.add(look("search domains", this::wildcards));
    patient.postfix().ifPresent(p -> findings.add(look("postfix", () -> postfix(p))));
    findings.add(look("ports", this::ports));
    findings.add(look("clock", Doctor::clock));
    findings.addAll(disks());
    findings.add(
        look("docker group", () -> HostFindings.members(OwnFiles.text(Path.of("/etc/group")))));
    findings.add(HostFindings.rotation(LOGROTATE));
    findings.add(look("secrets", () -> HostFindings.secrets(patient.secrets())));
    findings.add(look("directories", this::directories));
    return findings;
  }

  private interface Look {
    Finding take() throws IOException;
  }

  /** What cannot be looked at is a finding too. */
  private static Finding look(String check, Look look) {
    try {
      return look.take();
    } catch (IOException | HostException e) {
      return Finding.warn(check, "cannot be looked at: " + e.getMessage(), "run it as root");
    }
  }

  private List<Finding> engine() {
    try (var api = new Api(patient.engine())) {
      return EngineFindings.of(
          api.json(Call.get("ask the engine's version", "/version")),
          api.json(Call.get("ask the engine about itself", "/info")));
    } catch (IOException | HostException e) {
      return List.of(EngineFindings.away(patient.engine(), String.valueOf(e.getMessage())));
    }
  }

  /** Every container of ours with a data directory has its mark mounted. */
  private Finding data() throws IOException {
    try (var api = new Api(patient.engine())) {
      var query = "?all=1&filters=" + Call.part("{\"label\": [\"" + Labels.SERVICE + "\"]}");
      var list = api.json(Call.get("list containers", "/containers/json" + query));
      return HostFindings.data(
          StreamSupport.stream(list.spliterator(), false)
              .flatMap(c -> StreamSupport.stream(c.path("Mounts").spliterator(), false))
              .map(m -> Path.of(m.path("Source").asText()))
              .filter(p -> p.endsWith(Data.MARK))
              .distinct()
              .toList());
    }
  }

  private List<Finding> nginx() {
    try {
      var dump = ServiceFindings.dump(TIMEOUT, List.of("nginx", "-T"));
      return ServiceFindings.nginx(dump, patient.places().nginx());
    } catch (HostException e) {
      return List.of(
          Finding.bad("nginx", String.valueOf(e.getMessage()), "apt-get install nginx-light"));
    }
  }

  private static Finding dnsmasq(Program program) {
    return ServiceFindings.dnsmasq(program.address(), silence(program.address()));
  }

  private Finding resolver(Program dnsmasq) throws IOException {
    var file = new ResolverFile(RESOLV_CONF, patient.places().state());
    if (file.isResolved()) {
      return resolved(dnsmasq);
    }
    var address = dnsmasq.address().substring(0, dnsmasq.address().lastIndexOf(':'));
    return ServiceFindings.resolver(file.isManaged(), file.asked(), address);
  }

  private Finding resolved(Program dnsmasq) throws IOException {
    var places = patient.places();
    var ours = new DnsmasqProgram(places.dnsmasq(), places.hosts(), places.state(), dnsmasq);
    var stub = Program.resolved();
    var resolved = new Resolved(Resolved.DIRECTORY, stub, () -> ours.isAskedBy(stub.address()));
    return ServiceFindings.resolved(resolved.isManaged(), resolved.shows());
  }

  /** Why a name server gave no answer; a refusal is one. */
  private static Optional<String> silence(String address) {
    try {
      var unused = Dns.ask(address, "pilaster.invalid", Dns.ADDRESS);
      return Optional.empty();
    } catch (IOException e) {
      var why = String.valueOf(e.getMessage());
      return why.startsWith("answered") ? Optional.empty() : Optional.of(why);
    }
  }

  private Finding wildcards() throws IOException {
    var resolver = new ResolverFile(RESOLV_CONF, patient.places().state());
    var answers = new TreeMap<String, List<String>>();
    var servers = resolver.nameservers().stream().filter(s -> !s.contains(":")).toList();
    for (var domain : resolver.searchDomains()) {
      if (!domain.matches("\\.|~.*") && !servers.isEmpty()) {
        answers.put(domain, anything(servers.get(0), domain));
      }
    }
    return ServiceFindings.wildcards(answers);
  }

  private static List<String> anything(String server, String domain) {
    try {
      return Dns.ask(server + ":53", UUID.randomUUID() + "." + domain, Dns.ADDRESS);
    } catch (IOException e) {
      return List.of();
    }
  }

  private Finding postfix(Program program) throws IOException {
    var main = patient.places().postfix().resolve("main.cf");
    if (patient.somebodyElsesPostfix()) {
      return ServiceFindings.postfix(ServiceFindings.PostfixState.SOMEBODY, false);
    }
    var ours = Files.exists(main) && Fileset.ours(OwnFiles.text(main));
    return ours
        ? ServiceFindings.postfix(
            ServiceFindings.PostfixState.OURS, Greeting.now(program.address()).isPresent())
        : ServiceFindings.postfix(ServiceFindings.PostfixState.ABSENT, false);
  }

  private Finding ports() {
    var expected = new TreeMap<Integer, List<String>>();
    patient.nginx().ifPresent(p -> expected.putAll(Map.of(80, List.of("nginx"))));
    patient
        .dnsmasq()
        .ifPresent(p -> expected.put(53, List.of("dnsmasq", "systemd-resolve", "dockerd")));
    expected.put(patient.apiPort(), List.of("java"));
    return ServiceFindings.ports(Command.must(TIMEOUT, List.of("ss", "-Hltnp")).output(), expected);
  }

  private static Finding clock() {
    return ServiceFindings.clock(
        Command.run(TIMEOUT, List.of("timedatectl", "show", "-p", "NTPSynchronized", "--value")));
  }

  private List<Finding> disks() {
    var findings = new ArrayList<Finding>();
    for (var directory : List.of(patient.places().state(), patient.places().sites())) {
      findings.add(look("disk", () -> HostFindings.disk(directory, HostFindings.free(directory))));
    }
    return findings;
  }

  private Finding directories() throws IOException {
    var places = patient.places();
    return HostFindings.directories(
        List.of(places.state(), places.run(), places.hosts(), places.sites()));
  }
}
