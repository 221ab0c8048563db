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
 * Which devices an operation is about: either these, or all that meet a filter when the job begins. What meets it later on is left alone.
 *
 * @param deviceIds 1 to {@value #MOST} device IDs; null when there is a filter
 * @param filter a filter as the device list takes it, empty for all devices of the catalog; null when there are IDs
 * @param atMost how many devices a preview of the filter counted: where more meet it by now, nothing begins; null for any number, and
 *     when there are IDs
 * @param asOf when that preview was made, as it says itself: ages in the filter are counted from then, so that time alone lets no
 *     more devices meet it; {@link #LONGEST_SEEN} ago at most; null for when the job begins
 */
public record DeviceSelection(
        @Size(min = 1, max = DeviceSelection.MOST) @Nullable List<DeviceId> deviceIds,
        @Size(max = FilterReader.LONGEST) @Nullable String filter,
        @Min(0) @Nullable Long atMost,
        @Nullable Instant asOf) {
    /** The most devices of one job. */
    public static final int MOST = 100_000;

    /** How long a preview is good for. */
    public static final Duration LONGEST_SEEN = Duration.ofMinutes(15);

    /** Selects some devices. */
    public static DeviceSelection of(List<DeviceId> devices) {
        return new DeviceSelection(List.copyOf(devices), null, null, null);
    }

    /** Selects all devices that meet a filter. */
    public static DeviceSelection of(String filter) {
        return new DeviceSelection(null, filter, null, null);
    }

    /** Selects the same, but no more devices than a preview counted, with ages as they were then. */
    public DeviceSelection asIn(SelectionPreview seen) {
        return filter == null ? this : new DeviceSelection(null, filter, seen.devices(), seen.asOf());
    }
}
