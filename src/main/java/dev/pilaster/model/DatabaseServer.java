package dev.pilaster.model;

import java.util.Optional;

/**
 * A database server of this host, as root reaches it.
 *
 * @param container its active generation
 * @param rootPassword empty where root needs none inside the container
 */
public record DatabaseServer(Name service, String container, Optional<Secret> rootPassword) {}
