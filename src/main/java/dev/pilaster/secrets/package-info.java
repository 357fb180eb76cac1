/**
 * Secrets from text: SOPS files encrypted to age keys, and plain YAML of the host. Pure: no file,
 * no clock, no log is touched, and no message holds a value.
 */
@NullMarked
package dev.pilaster.secrets;

import org.jspecify.annotations.NullMarked;
