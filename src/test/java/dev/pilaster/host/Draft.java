package dev.pilaster.host;

import dev.pilaster.model.ContainerSpec;
import dev.pilaster.model.ContainerSpec.Labels;
import dev.pilaster.model.Name;
import dev.pilaster.model.Secret;
import dev.pilaster.model.Server;
import dev.pilaster.model.Service;
import dev.pilaster.model.Service.Healthcheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A container's specification while a test puts it together; everything else is unset. */
final class Draft {
  static final String IMAGE = "pilaster-test/busybox:1";

  String service = "web";
  int generation = 1;
  String image = IMAGE;
  String fingerprint = "f1";
  @Nullable List<String> command = List.of("sleep", "600");
  @Nullable List<String> entrypoint;
  @Nullable String user;
  @Nullable String workingDir;
  @Nullable String stopSignal = "KILL";
  boolean init;
  final SortedMap<String, String> environment = new TreeMap<>();
  final SortedMap<String, Secret> envSecret = new TreeMap<>();
  final List<Service.Volume> volumes = new ArrayList<>();
  final SortedMap<String, String> tmpfs = new TreeMap<>();
  boolean readOnly;
  @Nullable Long shmSize;
  final SortedMap<String, String> configs = new TreeMap<>();
  final Server.Network net;
  List<String> networks = List.of();
  String address = "";
  String door = "";
  List<String> dns = List.of();
  @Nullable String hostname;
  final List<Service.Port> ports = new ArrayList<>();
  final SortedMap<String, String> extraHosts = new TreeMap<>();
  List<String> capDrop = List.of();
  List<String> capAdd = List.of();
  List<String> securityOpt = List.of();
  boolean privileged;
  final SortedMap<String, String> sysctls = new TreeMap<>();
  @Nullable Long memLimit;
  @Nullable Long memswapLimit;
  @Nullable Double cpus;
  @Nullable Long pidsLimit;
  final SortedMap<String, Service.Ulimit> ulimits = new TreeMap<>();
  String loggingDriver = "json-file";
  final SortedMap<String, String> loggingOptions = new TreeMap<>();
  final SortedMap<String, String> labels = new TreeMap<>();
  @Nullable Healthcheck healthcheck;
  String restart = "no";
  long stopSeconds = 3;

  /** {@code net}: the network that it is on. */
  Draft(Server.Network net) {
    this.net = net;
  }

  ContainerSpec spec() {
    return new ContainerSpec(
        service + "-g" + generation,
        new Name(service),
        generation,
        image,
        allLabels(),
        program(),
        volumes,
        tmpfs,
        readOnly,
        Optional.ofNullable(shmSize),
        configs,
        net.name(),
        address,
        door,
        dns,
        new Service.Networking(networks, Optional.ofNullable(hostname), ports, extraHosts),
        new Service.Security(capDrop, capAdd, securityOpt, privileged, sysctls),
        limits(),
        new Service.Logging(loggingDriver, loggingOptions),
        Optional.ofNullable(healthcheck),
        restart,
        stopSeconds);
  }

  private Service.Program program() {
    return new Service.Program(
        Optional.ofNullable(command),
        Optional.ofNullable(entrypoint),
        Optional.ofNullable(user),
        Optional.ofNullable(workingDir),
        Optional.ofNullable(stopSignal),
        init,
        environment,
        envSecret);
  }

  Service.Limits limits() {
    return new Service.Limits(
        Optional.ofNullable(memLimit),
        Optional.ofNullable(memswapLimit),
        Optional.ofNullable(cpus),
        Optional.ofNullable(pidsLimit),
        ulimits);
  }

  private SortedMap<String, String> allLabels() {
    var all = new TreeMap<>(labels);
    all.put(Labels.SERVICE, service);
    all.put(Labels.GENERATION, String.valueOf(generation));
    all.put(Labels.FINGERPRINT, fingerprint);
    all.put(Labels.IMAGE, image);
    return all;
  }
}
