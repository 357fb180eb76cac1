package dev.pilaster.model;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The complete recipe of one generation: nothing is left for the engine's client to choose.
 *
 * @param name {@code <service>-g<N>}, before any prefix of the engine's adapter
 * @param image {@code repository@sha256:…}
 * @param labels ours and the user's; an empty {@code fingerprint} label is never written
 * @param restart the policy to create it with; candidates have {@code no}
 * @param mounts binds and volumes, the config files' and the socket directory's included
 * @param address its fixed address on the network
 * @param door how the host enters it: {@code fpm.sock} in its run directory, its address and port,
 *     or its address where no port is known
 * @param dns servers that the engine's resolver forwards to
 */
public record ContainerSpec(
    String name,
    Name service,
    int generation,
    String image,
    SortedMap<String, String> labels,
    Service.Program program,
    List<Service.Volume> mounts,
    SortedMap<String, String> tmpfs,
    boolean readOnly,
    Optional<Long> shmSize,
    SortedMap<String, String> configs,
    String network,
    String address,
    String door,
    List<String> dns,
    Service.Networking networking,
    Service.Security security,
    Service.Limits limits,
    Service.Logging logging,
    Optional<Service.Healthcheck> healthcheck,
    String restart,
    long stopSeconds) {
  public ContainerSpec {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    mounts = List.copyOf(mounts);
    tmpfs = Collections.unmodifiableSortedMap(new TreeMap<>(tmpfs));
    configs = Collections.unmodifiableSortedMap(new TreeMap<>(configs));
    dns = List.copyOf(dns);
  }

  /** The same with other mounts. */
  public ContainerSpec with(List<Service.Volume> other) {
    return new ContainerSpec(
        name,
        service,
        generation,
        image,
        labels,
        program,
        other,
        tmpfs,
        readOnly,
        shmSize,
        configs,
        network,
        address,
        door,
        dns,
        networking,
        security,
        limits,
        logging,
        healthcheck,
        restart,
        stopSeconds);
  }

  /** The labels that are facts about a generation (DEPLOY, ground rules). */
  public static final class Labels {
    public static final String SERVER = "pilaster.server";
    public static final String SERVICE = "pilaster.service";
    public static final String GENERATION = "pilaster.generation";
    public static final String FINGERPRINT = "pilaster.fingerprint";
    public static final String REVISION = "pilaster.revision";
    public static final String IMAGE = "pilaster.image";

    private Labels() {}
  }
}
