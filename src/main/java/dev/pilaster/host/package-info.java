/** Adapters to the machine: engine, files, programs, probes. */
@NullMarked
package dev.pilaster.host;

import org.jspecify.annotations.NullMarked;
