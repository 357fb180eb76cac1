/** The commands. */
@NullMarked
package dev.pilaster.cli;

import org.jspecify.annotations.NullMarked;
