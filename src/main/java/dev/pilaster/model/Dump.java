package dev.pilaster.model;

import java.util.Optional;

/**
 * A database's content as one file of the agent's.
 *
 * @param name what the dump is called: the release that it was made before
 * @param container the database server's active generation
 * @param database the schema
 * @param rootPassword empty where root needs none inside the container
 */
public record Dump(
    Name site, String name, String container, String database, Optional<Secret> rootPassword) {}
