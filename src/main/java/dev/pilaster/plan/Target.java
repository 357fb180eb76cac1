package dev.pilaster.plan;

import dev.pilaster.model.Service;

/** A service at an exact image: what a generation is made of. */
record Target(Service service, String digest, String fingerprint) {}
