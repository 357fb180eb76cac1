package dev.pilaster.model;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A container that a server's pillar asks for, with Compose's names and meanings (PILLAR, {@code
 * containers}). Absent means: not set by the user nor by the role, so the engine or the image
 * decides, and nothing is compared.
 */
public record Service(
    Name name,
    Role role,
    ImageRef image,
    AutoUpdate autoUpdate,
    boolean fpmSocket,
    Optional<Integer> port,
    Probe probe,
    Program program,
    Storage storage,
    Networking networking,
    Security security,
    Limits limits,
    Logging logging,
    SortedMap<String, String> labels,
    Optional<Healthcheck> healthcheck,
    Lifecycle lifecycle,
    List<Name> dependsOn,
    Update update,
    Optional<Secret> rootPassword) {

  public Service {
    labels = sorted(labels);
    dependsOn = List.copyOf(dependsOn);
  }

  /** What only one running container at a time may have: host paths and volumes it writes to. */
  public List<String> exclusive() {
    return storage.volumes().stream().filter(v -> !v.readOnly()).map(Volume::source).toList();
  }

  /** The host paths among them. */
  public List<String> dataPaths() {
    return storage.volumes().stream()
        .filter(v -> v.bind() && !v.readOnly())
        .map(Volume::source)
        .toList();
  }

  /** Whether the old generation must have ended before the new one starts (DEPLOY, stop-first). */
  public boolean stopFirst() {
    return !update.startFirst() || !exclusive().isEmpty() || !networking.ports().isEmpty();
  }

  /** The same container, upgraded in another way. */
  public Service with(Update other) {
    return new Service(
        name,
        role,
        image,
        autoUpdate,
        fpmSocket,
        port,
        probe,
        program,
        storage,
        networking,
        security,
        limits,
        logging,
        labels,
        healthcheck,
        lifecycle,
        dependsOn,
        other,
        rootPassword);
  }

  /** The same container from another image. */
  public Service with(ImageRef other) {
    return new Service(
        name,
        role,
        other,
        autoUpdate,
        fpmSocket,
        port,
        probe,
        program,
        storage,
        networking,
        security,
        limits,
        logging,
        labels,
        healthcheck,
        lifecycle,
        dependsOn,
        update,
        rootPassword);
  }

  static <K, V> SortedMap<K, V> sorted(SortedMap<K, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  /** Whether a tag that moved in the registry is deployed or only reported. */
  public enum AutoUpdate {
    NONE,
    DIGEST
  }

  /** What runs inside. {@code init}: an init process reaps children. */
  public record Program(
      Optional<List<String>> command,
      Optional<List<String>> entrypoint,
      Optional<String> user,
      Optional<String> workingDir,
      Optional<String> stopSignal,
      boolean init,
      SortedMap<String, String> environment,
      SortedMap<String, Secret> envSecret) {
    public Program {
      command = command.map(List::copyOf);
      entrypoint = entrypoint.map(List::copyOf);
      environment = sorted(environment);
      envSecret = sorted(envSecret);
    }
  }

  /**
   * What it can write and read.
   *
   * @param tmpfs path inside to mount options ("" for none)
   * @param shmSize bytes
   * @param configs path inside to content; written once per generation, mounted read-only
   */
  public record Storage(
      List<Volume> volumes,
      SortedMap<String, String> tmpfs,
      boolean readOnly,
      Optional<Long> shmSize,
      SortedMap<String, String> configs) {
    public Storage {
      volumes = List.copyOf(volumes);
      tmpfs = sorted(tmpfs);
      configs = sorted(configs);
    }
  }

  /**
   * A bind mount or a named volume.
   *
   * @param source an absolute path on the host (bind) or a volume's name
   * @param create bind only: make the directory when it is missing
   */
  public record Volume(
      boolean bind, String source, String target, boolean readOnly, boolean create) {}

  /** {@code networks} empty: the server's own. */
  public record Networking(
      List<String> networks,
      Optional<String> hostname,
      List<Port> ports,
      SortedMap<String, String> extraHosts) {
    public Networking {
      networks = List.copyOf(networks);
      ports = List.copyOf(ports);
      extraHosts = sorted(extraHosts);
    }
  }

  /** A published port; the host address defaults to loopback. {@code protocol}: tcp or udp. */
  public record Port(String hostAddress, int hostPort, int containerPort, String protocol) {}

  /** Capabilities without the {@code CAP_} prefix, in upper case. Empty lists are not compared. */
  public record Security(
      List<String> capDrop,
      List<String> capAdd,
      List<String> securityOpt,
      boolean privileged,
      SortedMap<String, String> sysctls) {
    public Security {
      capDrop = List.copyOf(capDrop);
      capAdd = List.copyOf(capAdd);
      securityOpt = List.copyOf(securityOpt);
      sysctls = sorted(sysctls);
    }
  }

  /** Bytes, cores and counts. */
  public record Limits(
      Optional<Long> memLimit,
      Optional<Long> memswapLimit,
      Optional<Double> cpus,
      Optional<Long> pidsLimit,
      SortedMap<String, Ulimit> ulimits) {
    public Limits {
      ulimits = sorted(ulimits);
    }
  }

  /** A soft and a hard limit. */
  public record Ulimit(long soft, long hard) {}

  /** The engine's logging driver and its options. */
  public record Logging(String driver, SortedMap<String, String> options) {
    public Logging {
      options = sorted(options);
    }
  }

  /** The engine's own health check; {@code test} as Compose writes it, or {@code NONE}. */
  public record Healthcheck(
      List<String> test,
      Optional<Duration> interval,
      Optional<Duration> timeout,
      Optional<Integer> retries,
      Optional<Duration> startPeriod) {
    public Healthcheck {
      test = List.copyOf(test);
    }
  }

  /** {@code restart}: the engine's policy once traffic is on it. */
  public record Lifecycle(String restart, Duration stopGracePeriod) {}

  /** How an upgrade goes (DEPLOY). */
  public record Update(
      boolean startFirst,
      Duration minHealthy,
      Duration healthyDeadline,
      Duration monitor,
      Duration drain,
      Duration execDrain,
      boolean pauseOnFailure,
      boolean approve,
      boolean snapshot) {

    /** The same with more or less time to drain. */
    public Update drain(Duration other) {
      return new Update(
          startFirst,
          minHealthy,
          healthyDeadline,
          monitor,
          other,
          execDrain,
          pauseOnFailure,
          approve,
          snapshot);
    }
  }
}
