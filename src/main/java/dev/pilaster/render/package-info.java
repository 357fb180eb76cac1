/** Desired state to the text of configuration files, pure. */
@NullMarked
package dev.pilaster.render;

import org.jspecify.annotations.NullMarked;
