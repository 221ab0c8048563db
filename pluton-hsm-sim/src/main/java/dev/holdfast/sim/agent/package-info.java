/**
 * The software of a device: boot, attest, renew certificates, poll for updates, install, boot again, report. Each
 * failure is followed by a pause that doubles, with jitter. A report counts as sent once the service acknowledges it.
 *
 * <p>Start reading at {@link dev.holdfast.sim.agent.Agent}. {@link dev.holdfast.sim.agent.DeviceClient} has the single
 * steps of the protocol.
 */
@NullMarked
package dev.holdfast.sim.agent;

import org.jspecify.annotations.NullMarked;
