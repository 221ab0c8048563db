package dev.holdfast.contract.operator.feed;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.product.GroupSettings;
import dev.holdfast.contract.operator.text.Distinct;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Operating system release for one part.
 *
 * @param part SKU of the chips, as in the manufacturer's endorsement list: {@value #PART}
 * @param feed {@code RetailEval}, or {@code Retail} for both feeds at once
 * @param imageIds {@link #MIN_IMAGES} to {@link #MAX_IMAGES} uploaded images, one for each component
 * @param promotion promotion from {@code RetailEval} to {@code Retail}; null for automatic
 */
public record NewOsRelease(
        @NotNull
        @Pattern(regexp = NewOsRelease.PART, message = "must be a SKU of 1 to 32 letters, digits, dots, - and _")
        String part,

        @NotNull @Pattern(regexp = GroupSettings.OS_FEEDS, message = "must be Retail or RetailEval")
        String feed,

        @NotNull @Size(min = NewOsRelease.MIN_IMAGES, max = NewOsRelease.MAX_IMAGES) @Distinct
        List<ImageId> imageIds,

        @Nullable OsPromotion promotion) {
    /** Image types that every boot measures. A release without one of them could not attest. */
    public static final List<ImageType> REQUIRED_TYPES = List.of(
            ImageType.ONE_BL,
            ImageType.PLUTON_RUNTIME,
            ImageType.SECURITY_MONITOR,
            ImageType.NORMAL_WORLD_LOADER,
            ImageType.NORMAL_WORLD_KERNEL,
            ImageType.ROOT_FS);

    /** Minimum number of images: one of each type in {@link #REQUIRED_TYPES}. */
    public static final int MIN_IMAGES = 6;

    /** Maximum number of images: measured images of the system, and one of each type in {@link ManifestSet#TRUST}. */
    public static final int MAX_IMAGES = ManifestSet.MAX_SYSTEM_IMAGES + 3;

    /** Pattern of a SKU. Valid in Java and OpenAPI. */
    public static final String PART = "^[A-Za-z0-9._-]{1,32}$";
}
