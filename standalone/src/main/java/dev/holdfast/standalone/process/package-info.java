/**
 * Child processes: started with an environment and a log of their own, watched, started again when they die, stopped in
 * reverse order. Each one is a session of its own, so Ctrl-C reaches the supervisor alone, and its pid file carries the
 * start time, so a reused pid is never mistaken for ours. Start reading at {@link
 * dev.holdfast.standalone.process.Supervisor}.
 */
@NullMarked
package dev.holdfast.standalone.process;

import org.jspecify.annotations.NullMarked;
