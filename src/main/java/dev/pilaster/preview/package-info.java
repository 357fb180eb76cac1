/** What a commit would do to hosts, and what is generated for one: from text alone, pure. */
@NullMarked
package dev.pilaster.preview;

import org.jspecify.annotations.NullMarked;
