package dev.holdfast.ui.job;

import dev.holdfast.contract.operator.job.DeviceJobState;
import dev.holdfast.contract.operator.job.DeviceJobView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Tone;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How jobs are told. */
final class JobWords {
    private JobWords() {}

    static StatusBadge badge(DeviceJobState state) {
        return switch (state) {
            case RUNNING -> StatusBadge.of(Tone.PROGRESS, Icon.HOURGLASS, "Running");
            case FINISHED -> StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, "Finished");
            case CANCELLED -> StatusBadge.of(Tone.UNKNOWN, Icon.DASH, "Cancelled");
            case FAILED -> StatusBadge.of(Tone.CONTRAINDICATED, Icon.CROSS, "Failed");
        };
    }

    /** Such as {@code 1,500 of 84,213 devices}, or {@code 84,213 devices} behind the end. */
    static String progress(DeviceJobView job) {
        return job.devicesDone() == job.devicesInAll()
                ? Amount.of(job.devicesInAll(), "device")
                : String.format(Locale.ROOT, "%,d of %s", job.devicesDone(), Amount.of(job.devicesInAll(), "device"));
    }

    /** Such as {@code 900 changed, 60 were so already, 40 left as they were}. */
    static String counts(DeviceJobView job) {
        return String.format(
                Locale.ROOT,
                "%,d changed, %,d were so already, %,d left as they were",
                job.changed(),
                job.unchanged(),
                job.refused());
    }

    static String which(DeviceJobView job) {
        String filter = job.filter();
        if (filter == null) {
            return "Devices that were selected";
        }
        return filter.isBlank() ? "All devices of the catalog" : "Devices that met " + filter;
    }

    /** Returns the words between blanks and commas, in lower case. */
    static List<String> words(@Nullable String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.toLowerCase(Locale.ROOT).split("[\\s,]+", -1))
                        .filter(word -> !word.isEmpty())
                        .distinct()
                        .toList();
    }
}
