/** REST and metrics. */
@NullMarked
package dev.pilaster.api;

import org.jspecify.annotations.NullMarked;
