/** What Pluton takes from the JVM that it lives in, and from nobody who has settled there. See {@link dev.holdfast.sim.hsm.host.JdkProvider}. */
@NullMarked
package dev.holdfast.sim.hsm.host;

import org.jspecify.annotations.NullMarked;
