package dev.holdfast.contract.operator.policy;

import dev.holdfast.contract.id.DeviceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page of devices whose trust would change.
 *
 * @param items devices ordered by ID
 * @param listed number of listed devices in the report, at most 100,000; the counts include unlisted ones
 * @param next cursor of the next page, a device ID; null on the last page
 */
public record ReplayChangePage(
        List<ReplayChange> items, long listed, @Nullable DeviceId next) {}
