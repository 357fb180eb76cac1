/** Performs a plan, one subject apart from another. */
@NullMarked
package dev.pilaster.apply;

import org.jspecify.annotations.NullMarked;
