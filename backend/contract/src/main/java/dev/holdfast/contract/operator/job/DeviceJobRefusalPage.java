package dev.holdfast.contract.operator.job;

import dev.holdfast.contract.id.DeviceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the devices that a job left as they were, in the order of their IDs.
 *
 * @param refusals the devices
 * @param total how many there are so far
 * @param next {@code after} of the next page; null when this is the last one
 */
public record DeviceJobRefusalPage(
        List<DeviceJobRefusal> refusals,
        long total,
        @Nullable DeviceId next) {
    /** Copies the list. */
    public DeviceJobRefusalPage {
        refusals = List.copyOf(refusals);
    }
}
