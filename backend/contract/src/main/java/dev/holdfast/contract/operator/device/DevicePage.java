package dev.holdfast.contract.operator.device;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of devices.
 *
 * @param devices in the order asked for
 * @param total how many match
 * @param estimated whether {@code total} is about how many: counting them would take longer than anybody wants to wait
 * @param next the cursor of the next page; null when this is the last one
 */
public record DevicePage(
        List<DeviceView> devices,
        long total,
        boolean estimated,
        @Nullable String next) {
    /** Makes a page of few devices. */
    public DevicePage(List<DeviceView> devices, long total) {
        this(devices, total, false, null);
    }
}
