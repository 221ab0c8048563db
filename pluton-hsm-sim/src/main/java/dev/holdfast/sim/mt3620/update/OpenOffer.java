package dev.holdfast.sim.mt3620.update;

import java.time.Instant;

/**
 * An update that the application may defer, stored so that neither a restart nor a clock that is set back extends the
 * deferral. All times but {@code clockShowed} are of {@link SteadyClock}.
 *
 * @param version version of the manifest set
 * @param offeredAt time at which the device received the offer
 * @param deferredUntil end of the deferral; {@code offeredAt} without one
 * @param now time of this record
 * @param clockShowed the device's clock at that time
 */
public record OpenOffer(long version, Instant offeredAt, Instant deferredUntil, Instant now, Instant clockShowed) {}
