package dev.holdfast.contract.operator.feed;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.text.Distinct;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operating system for one part.
 *
 * @param part SKU of the chips, as their manufacturer's endorsement list has it: {@value #PART}
 * @param feed {@code RetailEval}, or {@code Retail} for both feeds at once
 * @param imageIds {@link #FEWEST_IMAGES} to {@link #MOST_IMAGES} uploaded images, each component at most once
 * @param promotion how it goes on from {@code RetailEval} to {@code Retail}; automatic when absent
 */
public record NewOsRelease(
        @NotNull @Pattern(regexp = NewOsRelease.PART, message = "is a SKU of 1 to 32 letters, digits, dots, - and _")
        String part,

        @NotNull @Pattern(regexp = "Retail|RetailEval", message = "is Retail or RetailEval")
        String feed,

        @NotNull @Size(min = NewOsRelease.FEWEST_IMAGES, max = NewOsRelease.MOST_IMAGES) @Distinct
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

    /** The fewest images: one of each of {@link #ONE_OF_EACH}. */
    public static final int FEWEST_IMAGES = 6;

    /** The most images: those of the system and those of {@link ManifestSet#TRUST}. */
    public static final int MOST_IMAGES = ManifestSet.MAX_SYSTEM_IMAGES + 3;

    /** What a SKU is: a regular expression to Java and to OpenAPI alike. */
    public static final String PART = "^[A-Za-z0-9._-]{1,32}$";
}
