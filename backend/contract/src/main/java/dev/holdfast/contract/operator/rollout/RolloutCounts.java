package dev.holdfast.contract.operator.rollout;

/**
 * Devices of a rollout or of one phase. Each targeted device is in exactly one of the other counts, except {@code inFlight}. A device that
 * left the group is in none.
 *
 * @param targeted number of devices that were opened
 * @param unknown number of devices in contact that have not reacted yet
 * @param unreachable number of devices that are out of contact and have not reacted
 * @param held number of devices without a result that are held: by their trust, a pin, or an update policy
 * @param installing number of devices that were offered the images and have not installed them
 * @param installed number of devices that installed the images and have neither attested nor exceeded a limit
 * @param attested number of devices that attested the images
 * @param failed number of devices that reported a failed update
 * @param returned number of devices that returned to the previous images
 * @param notAttested number of installed devices that are untrusted, or did not attest in time; they count as failed
 * @param silent number of devices that were offered the images and then made no contact in time
 * @param inFlight number of devices that may install now: {@code unknown}, {@code installing} and {@code installed}
 */
public record RolloutCounts(
        long targeted,
        long unknown,
        long unreachable,
        long held,
        long installing,
        long installed,
        long attested,
        long failed,
        long returned,
        long notAttested,
        long silent,
        long inFlight) {
    /** No devices. */
    public static final RolloutCounts NONE = new RolloutCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Returns the devices of both. */
    public RolloutCounts plus(RolloutCounts other) {
        return new RolloutCounts(
                targeted + other.targeted,
                unknown + other.unknown,
                unreachable + other.unreachable,
                held + other.held,
                installing + other.installing,
                installed + other.installed,
                attested + other.attested,
                failed + other.failed,
                returned + other.returned,
                notAttested + other.notAttested,
                silent + other.silent,
                inFlight + other.inFlight);
    }
}
