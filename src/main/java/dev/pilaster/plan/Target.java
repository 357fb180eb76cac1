package dev.pilaster.plan;

import dev.pilaster.model.ContainerSpec;
import dev.pilaster.model.Service;

/** A service at an exact image: what a generation is made of. */
record Target(Service service, String digest, String fingerprint) {
  /** The recipe of one of its generations. */
  ContainerSpec spec(Generations generations, int generation, String address) {
    return generations.spec(service, digest, generation, address, fingerprint);
  }
}
