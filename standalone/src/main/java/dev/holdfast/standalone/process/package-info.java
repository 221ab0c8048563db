/**
 * Child processes: starts them, each with its own environment and log, restarts them when they exit, and stops them in reverse order. Each
 * child runs in a separate session, so Ctrl-C reaches only the supervisor. Start reading at {@link
 * dev.holdfast.standalone.process.Supervisor}.
 */
@NullMarked
package dev.holdfast.standalone.process;

import org.jspecify.annotations.NullMarked;
