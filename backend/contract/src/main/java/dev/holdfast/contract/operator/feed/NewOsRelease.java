package dev.holdfast.contract.operator.feed;

import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.id.ImageId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operating system for one part.
 *
 * @param part SKU of the chips, as their maker's endorsement list has it: {@value #PART}
 * @param feed {@code RetailEval}, or {@code Retail} for both feeds at once
 * @param imageIds {@value #FEWEST_IMAGES} to {@value #MOST_IMAGES} uploaded images, each component at most once
 * @param promotion how it goes on from {@code RetailEval} to {@code Retail}; automatic when absent
 */
public record NewOsRelease(
        String part,
        String feed,
        List<ImageId> imageIds,
        @Nullable OsPromotion promotion) {
    /** No operating system has fewer images. */
    public static final int FEWEST_IMAGES = 6;

    /** Those of the system, and the three that say what is trusted. */
    public static final int MOST_IMAGES = ManifestSet.MAX_SYSTEM_IMAGES + 3;

    /** What a SKU is: a regular expression to Java and to OpenAPI alike. */
    public static final String PART = "^[A-Za-z0-9._-]{1,32}$";
}
