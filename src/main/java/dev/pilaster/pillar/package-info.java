/** Pillar text to desired state: parse, merge, validate, resolve; every problem with its place. */
@NullMarked
package dev.pilaster.pillar;

import org.jspecify.annotations.NullMarked;
