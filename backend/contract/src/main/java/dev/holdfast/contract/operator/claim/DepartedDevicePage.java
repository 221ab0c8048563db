package dev.holdfast.contract.operator.claim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page of departed devices.
 *
 * @param items departed devices, newest departure first
 * @param total number of departed devices
 * @param next cursor of the next page; null on the last page
 */
public record DepartedDevicePage(
        List<DepartedDeviceView> items,
        long total,
        @Nullable String next) {}
