package dev.holdfast.contract.operator.job;

import dev.holdfast.contract.id.DeviceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the devices that a job left as they were, in the order of their IDs. All of them are counted; the first {@value #MOST_LISTED} of a job are
 * listed, and only of the newest {@value #JOBS_LISTED} jobs that somebody began in a catalog, themselves or with their tokens.
 *
 * @param refusals the devices
 * @param total how many there are so far, those that are not listed among them
 * @param next {@code after} of the next page; null when this is the last one
 */
public record DeviceJobRefusalPage(
        List<DeviceJobRefusal> refusals,
        long total,
        @Nullable DeviceId next) {
    /** How many devices of a job are listed. */
    public static final int MOST_LISTED = 10_000;

    /** Of how many jobs devices are listed. */
    public static final int JOBS_LISTED = 20;

    /** Copies the list. */
    public DeviceJobRefusalPage {
        refusals = List.copyOf(refusals);
    }
}
