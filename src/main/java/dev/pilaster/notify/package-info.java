/** Tells others what happened: messages to receivers, commit statuses to the git server. */
@NullMarked
package dev.pilaster.notify;

import org.jspecify.annotations.NullMarked;
