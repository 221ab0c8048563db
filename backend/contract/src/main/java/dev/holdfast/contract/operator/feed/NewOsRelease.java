package dev.holdfast.contract.operator.feed;

import dev.holdfast.contract.id.ImageId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operating system for one part.
 *
 * @param part SKU of the chips, as their maker's endorsement list has it: {@value #PART}
 * @param feed {@code RetailEval}, or {@code Retail} for both feeds at once
 * @param imageIds 6 to 17 uploaded images, each component at most once
 * @param promotion how it goes on from {@code RetailEval} to {@code Retail}; automatic when absent
 */
public record NewOsRelease(
        String part,
        String feed,
        List<ImageId> imageIds,
        @Nullable OsPromotion promotion) {
    /** What a SKU is: a regular expression to Java and to OpenAPI alike. */
    public static final String PART = "^[A-Za-z0-9._-]{1,32}$";
}
