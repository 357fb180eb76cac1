/** SOPS files encrypted to age keys, decrypted in memory. */
@NullMarked
package dev.pilaster.secrets;

import org.jspecify.annotations.NullMarked;
