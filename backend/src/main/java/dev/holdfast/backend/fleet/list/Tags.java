package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.contract.operator.device.DeviceDescription;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a tag may be. */
public final class Tags {
    private static final Pattern TAG = Pattern.compile(DeviceDescription.TAG);

    private Tags() {}

    /** Checks each of some tags. */
    public static void check(Checks checks, String field, @Nullable List<String> tags) {
        for (int i = 0; tags != null && i < tags.size(); i++) {
            checks.matches(field + "[" + i + "]", tags.get(i), TAG, DeviceDescription.TAG_RULE);
        }
    }
}
