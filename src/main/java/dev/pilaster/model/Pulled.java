package dev.pilaster.model;

/**
 * How far a pull is.
 *
 * @param layers that are known so far, {@code done} of them here
 * @param current bytes of the layers that are being downloaded now, of {@code total}
 */
public record Pulled(int layers, int done, long current, long total) {}
