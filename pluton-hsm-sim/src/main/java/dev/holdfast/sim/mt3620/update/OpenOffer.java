package dev.holdfast.sim.mt3620.update;

import java.time.Instant;

/**
 * What a device remembers of an update that its application may put off, so that neither a restart nor a clock that is set back
 * moves the limit. All but {@code clockShowed} are in the time of {@link SteadyClock}.
 *
 * @param version of the manifest set
 * @param learntAt when the device learnt of it
 * @param deferredUntil until when it is put off; {@code learntAt} when it is not
 * @param now when this was noted
 * @param clockShowed what the device's clock showed then
 */
public record OpenOffer(long version, Instant learntAt, Instant deferredUntil, Instant now, Instant clockShowed) {}
