package dev.holdfast.contract.operator.feed;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.id.ImageId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operating system for one part.
 *
 * @param part SKU of the chips, as their maker's endorsement list has it: {@value #PART}
 * @param feed {@code RetailEval}, or {@code Retail} for both feeds at once
 * @param imageIds {@link #FEWEST_IMAGES} to {@link #MOST_IMAGES} uploaded images, each component at most once
 * @param promotion how it goes on from {@code RetailEval} to {@code Retail}; automatic when absent
 */
public record NewOsRelease(
        String part,
        String feed,
        List<ImageId> imageIds,
        @Nullable OsPromotion promotion) {
    /** Every boot measures one of each; a release without one could not be attested. */
    public static final List<ImageType> ONE_OF_EACH = List.of(
            ImageType.ONE_BL,
            ImageType.PLUTON_RUNTIME,
            ImageType.SECURITY_MONITOR,
            ImageType.NORMAL_WORLD_LOADER,
            ImageType.NORMAL_WORLD_KERNEL,
            ImageType.ROOT_FS);

    /** No operating system has fewer images. */
    public static final int FEWEST_IMAGES = ONE_OF_EACH.size();

    /** Those of the system, and those that say what is trusted. */
    public static final int MOST_IMAGES = ManifestSet.MAX_SYSTEM_IMAGES + ManifestSet.TRUST.size();

    /** What a SKU is: a regular expression to Java and to OpenAPI alike. */
    public static final String PART = "^[A-Za-z0-9._-]{1,32}$";
}
