package dev.holdfast.contract.operator.policy;

import dev.holdfast.contract.id.DeviceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the devices that would change.
 *
 * @param changes ordered by device ID
 * @param listed how many the report lists in all; it counts all, and lists the first 100,000
 * @param next what {@code after} is for the next page: a device ID; null on the last one
 */
public record ReplayChangePage(
        List<ReplayChange> changes, long listed, @Nullable DeviceId next) {}
