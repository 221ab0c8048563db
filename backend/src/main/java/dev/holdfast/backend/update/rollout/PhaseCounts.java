package dev.holdfast.backend.update.rollout;

import java.util.stream.LongStream;

/**
 * Devices of a phase. A device that left the group is in no count.
 *
 * @param targeted open devices
 * @param attested devices that attested the images of the next deployment
 * @param failed devices that reported a failed update
 * @param returned devices that returned to the previous images
 * @param notAttested devices that came back and were not trusted, or did not attest in time
 * @param silent devices that were offered the images and then made no contact in time
 * @param absent devices that cannot install now: held by their trust, a pin or an update policy, or out of contact without a step since they were opened. They
 *     have no result
 */
public record PhaseCounts(
        long targeted, long attested, long failed, long returned, long notAttested, long silent, long absent) {
    /** No devices. */
    public static final PhaseCounts NONE = new PhaseCounts(0, 0, 0, 0, 0, 0, 0);

    /** Checks that no count is negative, and that they are not more than the targeted devices. */
    public PhaseCounts {
        if (LongStream.of(attested, failed, returned, notAttested, silent, absent)
                        .anyMatch(count -> count < 0)
                || attested + failed + returned + notAttested + silent + absent > targeted) {
            throw new IllegalArgumentException("counts that do not fit to " + targeted + " targeted devices");
        }
    }

    /** Returns the number of devices with a result. */
    public long finished() {
        return attested + failed + returned + notAttested + silent;
    }

    /** Returns the number of devices that may install now: open, without a result, and not absent. */
    public long inFlight() {
        return targeted - finished() - absent;
    }

    PhaseCounts plus(PhaseCounts other) {
        return new PhaseCounts(
                targeted + other.targeted,
                attested + other.attested,
                failed + other.failed,
                returned + other.returned,
                notAttested + other.notAttested,
                silent + other.silent,
                absent + other.absent);
    }
}
