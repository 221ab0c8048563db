package dev.holdfast.contract.operator.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job that gives devices tags and takes tags away. At least one of the lists names a tag, and none is in both.
 *
 * @param devices which
 * @param add tags that each gets; null for none
 * @param remove tags that each loses; null for none
 * @param reason why, up to 200 characters on one line; null or empty for none
 */
public record NewTagJob(
        DeviceSelection devices,
        @Nullable List<String> add,
        @Nullable List<String> remove,
        @Nullable String reason) {}
