package dev.holdfast.contract.operator.job;

import dev.holdfast.contract.id.DeviceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page of devices that a job did not change.
 *
 * @param items refused devices
 * @param total number of refused devices so far, listed or not
 * @param next cursor of the next page; null on the last page
 */
public record DeviceJobRefusalPage(
        List<DeviceJobRefusal> items, long total, @Nullable DeviceId next) {
    /** Maximum number of refused devices of a job that are listed. */
    public static final int MAX_LISTED = 10_000;

    /** Number of a user's newest jobs whose refused devices are kept. A catalog keeps those of at most 100 jobs. */
    public static final int MAX_JOBS = 20;

    /** Copies the list. */
    public DeviceJobRefusalPage {
        items = List.copyOf(items);
    }
}
