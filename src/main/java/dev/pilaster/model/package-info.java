/**
 * Pure values that every package shares, and the ports to the outside. Imports nothing of ours,
 * does no I/O, reads no clock.
 */
@NullMarked
package dev.pilaster.model;

import org.jspecify.annotations.NullMarked;
