/** The turn, the loop around it, what is remembered, and the wiring. */
@NullMarked
package dev.pilaster.agent;

import org.jspecify.annotations.NullMarked;
