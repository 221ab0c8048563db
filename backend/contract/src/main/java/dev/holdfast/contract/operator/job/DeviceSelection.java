package dev.holdfast.contract.operator.job;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.filter.FilterReader;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Devices of an operation: a list, or all that match a filter when the job starts.
 *
 * @param deviceIds 1 to {@value #MAX_DEVICES} device IDs; null with a filter
 * @param filter filter of the device list, empty for all devices of the catalog; null with device IDs
 * @param atMost number of devices in the preview; the job is refused if the filter now matches more. Null for no
 *     limit and with device IDs
 * @param asOf time of the preview, from which ages in the filter are counted, so that waiting does not select more
 *     devices; at most {@link #MAX_PREVIEW_AGE} ago. Null for the start of the job
 */
public record DeviceSelection(
        @Size(min = 1, max = DeviceSelection.MAX_DEVICES) @Nullable
        List<DeviceId> deviceIds,

        @Size(max = FilterReader.MAX_LENGTH) @Nullable String filter,
        @Min(0) @Nullable Long atMost,
        @Nullable Instant asOf) {
    /** Maximum number of devices of a job. */
    public static final int MAX_DEVICES = 100_000;

    /** Validity of a preview. */
    public static final Duration MAX_PREVIEW_AGE = Duration.ofMinutes(15);

    /** Selects devices by ID. */
    public static DeviceSelection of(List<DeviceId> devices) {
        return new DeviceSelection(List.copyOf(devices), null, null, null);
    }

    /** Selects all devices that match a filter. */
    public static DeviceSelection of(String filter) {
        return new DeviceSelection(null, filter, null, null);
    }

    /** Limits the selection to the number of devices and the time of a preview. */
    public DeviceSelection asIn(SelectionPreview preview) {
        return filter == null ? this : new DeviceSelection(null, filter, preview.devices(), preview.asOf());
    }
}
