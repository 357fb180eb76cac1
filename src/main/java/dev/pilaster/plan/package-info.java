/** Desired and observed state to a plan: pure, total, deterministic. */
@NullMarked
package dev.pilaster.plan;

import org.jspecify.annotations.NullMarked;
