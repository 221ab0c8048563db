/**
 * The device's day over the device protocol: boot, hello, challenge, attest, keep the certificates renewed, poll for
 * updates, install one, boot again, report. Every outage ends in a pause that doubles and is jittered; nothing is
 * reported as sent before the service acknowledged it.
 *
 * <p>Start reading at {@link dev.holdfast.sim.agent.Agent}. {@link dev.holdfast.sim.agent.DeviceClient} has the steps one
 * by one, for those who want to take them in another order.
 */
@NullMarked
package dev.holdfast.sim.agent;

import org.jspecify.annotations.NullMarked;
