/** The config repository and the sites' repositories, read with jgit. */
@NullMarked
package dev.pilaster.git;

import org.jspecify.annotations.NullMarked;
