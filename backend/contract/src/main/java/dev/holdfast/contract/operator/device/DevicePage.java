package dev.holdfast.contract.operator.device;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page of devices.
 *
 * @param items devices in the requested order
 * @param total number of matching devices
 * @param estimated whether {@code total} is an estimate because counting takes too long
 * @param next cursor of the next page; null on the last page
 */
public record DevicePage(
        List<DeviceView> items,
        long total,
        boolean estimated,
        @Nullable String next) {
    /** Creates a single page with an exact total. */
    public DevicePage(List<DeviceView> items, long total) {
        this(items, total, false, null);
    }
}
